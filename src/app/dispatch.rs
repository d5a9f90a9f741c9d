//! Which part of a session does what a person asked for?

use super::{Command, Session};
use crate::project::Transaction;

impl Session {
    /// Does what a person asked for.
    ///
    /// # Errors
    /// Says in the person's words why it cannot be done.
    pub(super) fn attempt(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::SaveAgain => self.saver.again(),
            Command::Settle(id, version) => self.settle(id, version)?,
            Command::SetAbout(about) => {
                self.perform(&Transaction::new("Change project details").put(about))?
            }
            Command::ShowDocument(id) => self.show_document(id),
            Command::EditDocument(document, case) => self.edit_document(*document, &case)?,
            Command::FillDocuments(filled) => self.fill_documents(&filled)?,
            Command::SeekTwins => self.seek_twins(),
            Command::CheckDraft(document, only) => self.check_draft(document, only)?,
            Command::StopCheck => self.stop_check(),
            Command::ListQuotations(listed, order) => self.list_quotations(listed, order),
            Command::SelectQuotation(at) => self.select_quotation(at),
            Command::StepQuotation(direction) => self.step_quotation(direction)?,
            Command::RemoveDocument(id) => self.remove_document(id)?,
            Command::PutCase(case) => {
                self.perform(&Transaction::new(format!("Change case “{}”", case.name)).put(case))?
            }
            Command::PutEvent(event) => {
                self.perform(&Transaction::new("Change event").put(*event))?
            }
            Command::PutMemo(memo) => self.perform(&Transaction::new("Write memo").put(memo))?,
            Command::PutRival(rival) => self.put_rival(rival)?,
            Command::MoveRival(rival, direction) => self.move_rival(rival, direction)?,
            Command::PutAttribute(attribute) => {
                self.perform(
                    &Transaction::new(format!("Change attribute “{}”", attribute.name))
                        .put(attribute),
                )?;
            }
            Command::Remove(id) => self.remove_record(id)?,
            Command::PutExport(export) => self.put_export(*export)?,
            Command::ShowRoom(room) => self.show_room(room),
            Command::ShowOthers(others) => {
                self.view.others = others;
                self.finder.project_changed();
                self.update_listing();
            }
            Command::SetFilter(filter) => {
                self.table.filter = *filter;
                self.update_listing();
            }
            Command::SetSort(sort) => {
                self.table.sort = sort;
                self.update_listing();
            }
            command => return self.attempt_on_table(command),
        }
        Ok(())
    }

    fn attempt_on_table(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::FoldImplication(code, folded) => self.implications.fold(code, folded),
            Command::ShowEmptyRows(shown) => self.implications.show_empty(shown),
            Command::SelectCell(cell) => self.implications.select(cell),
            Command::EditFinding(cell, field) => self.edit_finding(&cell, &field)?,
            Command::ClearFinding(cell) => self.clear_finding(&cell)?,
            Command::SetWeighing(weighing) => self.set_weighing(weighing.map(|one| *one))?,
            command => return self.attempt_on_text(command),
        }
        Ok(())
    }

    fn attempt_on_text(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::Select(selection) => self.select(selection),
            Command::ApplyCode(code) => self.apply_code(code)?,
            Command::ApplyNewCode(name) => self.apply_new_code(&name)?,
            Command::SetStance(stance) => self.set_stance(stance)?,
            Command::SetBearing { rival, stance } => self.set_bearing(rival, stance)?,
            Command::ChooseRival(rival) => self.choose_rival(rival),
            Command::StepRival(direction) => self.step_rival(direction)?,
            Command::SelectCodings(codings) => self.view.codings = codings,
            Command::EditCodings(codings, fields) => self.edit_codings(&codings, &fields)?,
            Command::SetSpans(coding, spans) => self.set_spans(coding, spans)?,
            Command::Nudge(edge, direction) => self.nudge(edge, direction)?,
            Command::Recode(code) => self.recode(code)?,
            Command::DeleteCodings => self.delete_codings()?,
            Command::StepCoding(direction) => self.step_coding(direction),
            Command::GoToCoding(coding) => self.go_to_coding(coding),
            Command::GoTo(document, span) => self.go_to(document, span),
            Command::Split(document, parts, into) => self.split(document, &parts, into)?,
            Command::Join {
                documents,
                title,
                titles,
            } => self.join(&documents, &title, titles)?,
            Command::FindPages(document) => self.find_pages(document)?,
            Command::ChangePage(document, change) => self.change_page(document, &change)?,
            Command::AddCode { parent, name } => drop(self.add_code(parent, &name)?),
            Command::EditCode(code) => self.edit_code(*code)?,
            Command::MoveCode(code, to) => self.move_code(code, to)?,
            Command::MergeCodes { from, into } => self.merge_codes(from, into)?,
            Command::DeleteCode(code) => self.delete_code(code)?,
            Command::ImportFramework(name) => self.import_framework(&name)?,
            Command::ImportCodebook(path) => self.import_codebook(&path)?,
            Command::ExportCodebook(path) => self.export_codebook(&path)?,
            command => return self.attempt_on_hits(command),
        }
        Ok(())
    }

    fn attempt_on_hits(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::SetQuery(query) => {
                // A walk is along the hits that are in sight.
                if query != self.finder.query() {
                    self.end_walk();
                }
                self.finder.set_query(query);
            }
            Command::AskQuery => self.remember_query(),
            Command::ForgetQueries(which) => self.forget_queries(which)?,
            Command::LookAtHits(view) => self.look_at_hits(view),
            Command::StepHit(direction) => self.step_hit(direction),
            Command::GoToHit(hit) => self.go_to_hit(hit),
            Command::ChooseHit(hit) => self.finder.stand_on(Some(hit)),
            Command::TickHit(hit, ticked) => self.finder.tick_hit(hit, ticked),
            Command::TickAllHits(ticked) => self.tick_all_hits(ticked),
            Command::CodeHits(code) => self.code_hits(code)?,
            Command::StartWalk(code) => self.start_walk(code)?,
            Command::AnswerWalk(verdict) => self.answer_walk(verdict)?,
            Command::ChooseWalkCode(code) => self.choose_walk_code(code),
            Command::SetExtent(extent) => self.set_extent(extent),
            Command::EndWalk => self.end_walk(),
            Command::SeekLike => self.seek_like()?,
            Command::SeekProposals(code) => self.seek_proposals(code)?,
            Command::WalkProposals(code) => {
                self.seek_proposals(code)?;
                self.walk_awaited = true;
            }
            Command::Propose(query, code) => self.propose(query, code)?,
            Command::ProposeAgain(declined) => self.propose_again(declined)?,
            command => return self.attempt_on_absence(command),
        }
        Ok(())
    }

    fn attempt_on_absence(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::PutQuery(query) => self.put_query(query),
            Command::RunQuery(query) => self.run_query(query),
            Command::LookFor {
                code,
                subject,
                asked,
            } => self.look_for(code, subject, asked),
            Command::SearchAgain(absence) => self.search_again(absence),
            Command::StopLooking => {
                self.stop_looking();
                Ok(())
            }
            Command::ReadHits {
                code,
                subject,
                hits,
                said,
            } => self.read_hits(code, &subject, hits, &said),
            command => self.attempt_on_sources(command),
        }
    }

    fn attempt_on_sources(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::FilterSources(filter) => {
                self.filter_sources(*filter);
                Ok(())
            }
            Command::SortSources(sort) => {
                self.sort_sources(sort);
                Ok(())
            }
            Command::ChooseSources(keys) => {
                self.choose_sources(keys);
                Ok(())
            }
            Command::ShowWork(key) => {
                self.show_work(key);
                Ok(())
            }
            Command::EditWork(key, changed) => self.edit_work(&key, &changed),
            Command::MergeWorks(keys) => self.merge_works(&keys),
            Command::SplitWork(key, apart) => self.split_work(&key, &apart),
            Command::SetAside(keys) => self.set_aside(&keys),
            Command::BringBack(work) => self.bring_back(work),
            Command::ForgetWork(work) => self.forget_work(work),
            Command::MatchLibrary(documents, works) => self.match_library(&documents, &works),
            // The rest is the app's own, and does not come this far.
            _ => Ok(()),
        }
    }
}
