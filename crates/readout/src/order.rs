//! Work on many threads, results in the order of the input.
//!
//! Items are taken from an iterator on one thread, worked on by several, and handed back in their order. Only a few items per thread are on
//! the way at any time, so that memory does not grow with the input.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// Items on the way for each thread: enough to keep threads busy while a slow item holds up the row.
const AHEAD: usize = 8;

/// Calls `work` on every item and `done` on every result, in order. Ends early when `done` fails.
pub(crate) fn in_order<I: Send, O: Send, E>(
    items: impl Iterator<Item = I> + Send,
    threads: usize,
    work: impl Fn(I) -> O + Sync,
    mut done: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E> {
    if threads <= 1 {
        return items.map(work).try_for_each(done);
    }
    let (row, in_row) = sync_channel::<Receiver<O>>(threads * AHEAD);
    let (jobs, waiting) = sync_channel::<(I, SyncSender<O>)>(threads * AHEAD);
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((item, result)) = job else { break };
                    // Nobody waits for it any more where the printer has given up.
                    let _ = result.send(work(item));
                }
            });
        }
        scope.spawn(move || {
            for item in items {
                let (result, place) = sync_channel(1);
                if row.send(place).is_err() || jobs.send((item, result)).is_err() {
                    break;
                }
            }
        });
        let ended = in_row.iter().try_for_each(|place| place.recv().map_or(Ok(()), &mut done));
        // Lets the feeding thread see that nobody listens.
        drop(in_row);
        ended
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_on_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let ended: Result<(), ()> = in_order(
                0..500u64,
                threads,
                |n| (0..(n * 7919) % 500).fold(n, |sum, m| sum ^ (m << 32)),
                |n| {
                    seen.push(n & 0xffff_ffff);
                    Ok(())
                },
            );
            assert_eq!(ended, Ok(()));
            assert_eq!(seen, (0..500).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_endless_input_ends_when_the_output_does() {
        let mut left = 10;
        let ended = in_order(
            0u64..,
            3,
            |n| n,
            |_| {
                left -= 1;
                if left == 0 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!(ended, Err("full"));
    }
}
