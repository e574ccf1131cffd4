//! `run`: pieces of work done side by side on the current pool, what comes of them taken in order.
//!
//! The thread that asks always works itself; others join as they fall idle and leave when nothing is left, so an
//! episode is mastered by one worker while the others speak and by all of them when they have done. Whoever finishes a
//! piece takes what can be taken. At most a few pieces for each thread lie finished and not taken.

use rayon::prelude::*;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Pieces begun or finished and not taken, for each thread.
const AHEAD: usize = 2;

/// Makes pieces 0 to `count` and hands each to `take`, in order. `scratch` is what a thread uses from piece to piece.
/// `make` and `take` must not ask the pool for anything themselves: a thread that waits for others here may be the one
/// they wait for.
///
/// # Errors
/// The error of the first piece, in order, that was not made or not taken; then nothing more is taken.
pub(super) fn run<S, T: Send, E: Send>(
    count: usize,
    scratch: impl Fn() -> S + Sync,
    make: impl Fn(&mut S, usize) -> Result<T, E> + Sync,
    take: impl FnMut(T) -> Result<(), E> + Send,
) -> Result<(), E> {
    let threads = rayon::current_num_threads();
    let relay = Relay {
        state: Mutex::new(State {
            begun: 0,
            taken: 0,
            made: VecDeque::new(),
            take: Some(take),
            failed: None,
        }),
        room: Condvar::new(),
        count,
        most: threads * AHEAD,
    };
    (0..threads.min(count)).into_par_iter().for_each(|_| {
        let mut scratch = scratch();
        let _alarm = Alarm(&relay);
        while let Some(piece) = relay.next() {
            relay.finished(piece, make(&mut scratch, piece));
        }
    });
    let state = relay.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.failed.map_or(Ok(()), Err)
}

struct Relay<T, E, F> {
    state: Mutex<State<T, E, F>>,
    /// Told when something was taken.
    room: Condvar,
    count: usize,
    most: usize,
}

struct State<T, E, F> {
    begun: usize,
    taken: usize,
    /// From piece `taken` on; `None` where it is not finished.
    made: VecDeque<Option<Result<T, E>>>,
    /// Away while a thread uses it.
    take: Option<F>,
    failed: Option<E>,
}

/// On a thread that panics: nothing more is begun, so that no other waits for its piece for ever.
struct Alarm<'r, T, E, F>(&'r Relay<T, E, F>);

impl<T, E, F> Drop for Alarm<'_, T, E, F> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.lock().begun = self.0.count;
            self.0.room.notify_all();
        }
    }
}

impl<T, E, F: FnMut(T) -> Result<(), E>> Relay<T, E, F> {
    /// The next piece to make, when there is room for it.
    fn next(&self) -> Option<usize> {
        let mut state = self.lock();
        loop {
            if state.begun == self.count || state.failed.is_some() {
                return None;
            }
            if state.begun < state.taken + self.most {
                let piece = state.begun;
                state.begun += 1;
                state.made.push_back(None);
                return Some(piece);
            }
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Puts a piece there, and takes those that are due unless another thread does.
    fn finished(&self, piece: usize, made: Result<T, E>) {
        let mut state = self.lock();
        let index = piece - state.taken;
        if let Some(place) = state.made.get_mut(index) {
            *place = Some(made);
        }
        let Some(mut take) = state.take.take() else {
            return;
        };
        while state.failed.is_none() && state.made.front().is_some_and(Option::is_some) {
            let front = state.made.pop_front().flatten();
            state.taken += 1;
            drop(state);
            let result = front.map_or(Ok(()), |made| made.and_then(&mut take));
            state = self.lock();
            state.failed = result.err();
            self.room.notify_all();
        }
        state.take = Some(take);
    }
}

impl<T, E, F> Relay<T, E, F> {
    fn lock(&self) -> MutexGuard<'_, State<T, E, F>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn pool(threads: usize) -> rayon::ThreadPool {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(threads);
        builder.build().unwrap()
    }

    #[test]
    fn everything_is_taken_in_order_and_little_lies_about() {
        for threads in [1, 2, 5] {
            let (waiting, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut taken = Vec::new();
            let result = pool(threads).install(|| {
                run(
                    100,
                    || 0usize,
                    |used, piece| {
                        *used += 1;
                        most.fetch_max(waiting.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        if piece % 7 == 0 {
                            std::thread::yield_now();
                        }
                        Ok::<_, ()>(piece)
                    },
                    |piece| {
                        waiting.fetch_sub(1, Ordering::SeqCst);
                        taken.push(piece);
                        Ok(())
                    },
                )
            });
            assert_eq!((result, taken), (Ok(()), (0..100).collect()));
            let most = most.into_inner();
            assert!(most <= threads * AHEAD + 1, "{most} with {threads} threads");
        }
        assert_eq!(run(0, || (), |(), _| Ok::<_, ()>(()), |()| Ok(())), Ok(()));
    }

    #[test]
    fn nobody_waits_for_a_thread_that_panicked() {
        for broken in ["make", "take"] {
            let at = |here: &str, piece: usize| assert!(here != broken || piece != 10);
            let panicked = std::panic::catch_unwind(|| {
                pool(3).install(|| {
                    run(
                        100,
                        || (),
                        |(), piece| {
                            at("make", piece);
                            Ok::<_, ()>(piece)
                        },
                        |piece| {
                            at("take", piece);
                            Ok(())
                        },
                    )
                })
            });
            assert!(panicked.is_err(), "{broken}");
        }
    }

    #[test]
    fn the_first_failure_in_order_is_the_one_that_is_told() {
        for threads in [1, 4] {
            let mut taken = 0;
            let make = |(): &mut (), piece| if piece % 10 == 9 { Err(piece) } else { Ok(piece) };
            let result = pool(threads).install(|| {
                run(
                    50,
                    || (),
                    make,
                    |_| {
                        taken += 1;
                        Ok(())
                    },
                )
            });
            assert_eq!((result, taken), (Err(9), 9));
            let result = pool(threads).install(|| {
                run(
                    50,
                    || (),
                    make,
                    |piece| if piece == 3 { Err(100) } else { Ok(()) },
                )
            });
            assert_eq!(result, Err(100));
        }
    }
}
