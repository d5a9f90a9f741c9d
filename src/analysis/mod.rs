//! What does a project say when it is asked? A project and a question in, plain tables out.

pub mod absence;
pub mod cite;
pub mod concordance;
pub mod frozen;
pub mod implications;
pub mod outputs;
pub mod passages;
pub mod report;
pub mod weighing;
pub mod weight;
