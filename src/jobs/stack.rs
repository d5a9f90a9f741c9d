//! How does work that nests deeply, on input from outside, get room to do so and a net under it?

use super::Panicked;
use std::thread;

/// Does work on a thread of its own with a stack of this many bytes, and waits for it.
///
/// # Errors
/// The work broke off by a fault in the program, or no thread could be had.
pub fn on_large_stack<R: Send>(
    name: &str,
    bytes: usize,
    work: impl FnOnce() -> R + Send,
) -> Result<R, Panicked> {
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .stack_size(bytes)
            .spawn_scoped(scope, work);
        match thread {
            Ok(thread) => thread
                .join()
                .map_err(|payload| Panicked::new(name, payload.as_ref())),
            Err(error) => Err(Panicked {
                job: name.to_owned(),
                message: error.to_string(),
            }),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes up half a kilobyte of the stack at each step at least.
    fn deep(step: usize) -> usize {
        let room = std::hint::black_box([step; 64]);
        if step == 0 {
            return 0;
        }
        1 + deep(step - 1) + (room[0] - step)
    }

    #[test]
    fn there_is_room_for_what_nests_deeply() {
        let depth = on_large_stack("Nest", 256 << 20, || deep(60_000));
        assert_eq!(depth, Ok(60_000));
    }

    #[test]
    fn a_fault_is_caught() {
        let fault = on_large_stack("Fall", 1 << 20, || -> u8 { panic!("on purpose") });
        let message = fault.err().map(|fault| fault.message);
        assert_eq!(message.as_deref(), Some("on purpose"));
    }
}
