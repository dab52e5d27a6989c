//! Keys to the places where they stand, in little memory and in steps that are never long.
//!
//! Most keys stand in one place only: that place is kept in the table itself. The places of the others are a list, the latest first. The table is
//! cut into many parts that grow on their own, each by a quarter: to grow one takes a millisecond among a million reports, where one table would
//! stop for seconds and take half as much again while it is copied.

/// Parts of the table. The upper bits of a key say which.
const PARTS: usize = 1 << PART_BITS;
const PART_BITS: u32 = 10;
/// Of so many slots in a part, so many may be taken.
const FULL: (usize, usize) = (5, 4);
/// Postings that are taken at once.
const BLOCK: usize = 1 << 14;

/// A key with its only place, or with its latest posting.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: u32,
    /// The report, where there is one place; else a posting.
    at: u32,
    word: u16,
    /// How many places; 0 where the slot is free. Stays at the largest number.
    n: u16,
}

/// A place, and the posting before; `u32::MAX` for none.
#[derive(Clone, Copy)]
#[repr(C, packed(2))]
struct Posting {
    report: u32,
    before: u32,
    word: u16,
}

/// One part of the table, with open addressing: a key stands in the first free slot from its own on.
#[derive(Clone, Default)]
struct Part {
    slots: Vec<Slot>,
    taken: usize,
}

/// Keys to places.
pub(super) struct Postings {
    parts: Vec<Part>,
    blocks: Vec<Vec<Posting>>,
}

impl Default for Postings {
    fn default() -> Self {
        Self { parts: vec![Part::default(); PARTS], blocks: Vec::new() }
    }
}

impl Part {
    /// The slot of a key, or the one that is free for it. There must be one.
    fn find(&self, key: u32) -> usize {
        let n = self.slots.len();
        let mut at = ((u64::from(key << PART_BITS) * n as u64) >> 32) as usize;
        while self.slots[at].n > 0 && self.slots[at].key != key {
            at = if at + 1 == n { 0 } else { at + 1 };
        }
        at
    }

    /// The slot of a key to write to, with room for a new one.
    fn slot(&mut self, key: u32) -> &mut Slot {
        if (self.taken + 1) * FULL.0 > self.slots.len() * FULL.1 {
            let n = (self.slots.len() + self.slots.len() / 4).max(8);
            let old = std::mem::replace(&mut self.slots, vec![Slot::default(); n]);
            for slot in old.into_iter().filter(|slot| slot.n > 0) {
                let at = self.find(slot.key);
                self.slots[at] = slot;
            }
        }
        let at = self.find(key);
        if self.slots[at].n == 0 {
            self.taken += 1;
        }
        &mut self.slots[at]
    }
}

impl Postings {
    fn part(key: u32) -> usize {
        (key >> (u32::BITS - PART_BITS)) as usize
    }

    /// Adds a place.
    pub(super) fn add(&mut self, key: u32, report: u32, word: u16) {
        let slot = self.parts[Self::part(key)].slot(key);
        match slot.n {
            0 => *slot = Slot { key, at: report, word, n: 1 },
            n => {
                let mut before = slot.at;
                if n == 1 {
                    before = push(&mut self.blocks, Posting { report: slot.at, before: u32::MAX, word: slot.word });
                }
                slot.at = push(&mut self.blocks, Posting { report, before, word });
                slot.n = n.saturating_add(1);
            }
        }
    }

    /// How many places a key has, and which, the latest first. None where it has none.
    pub(super) fn of(&self, key: u32) -> Option<(u32, impl Iterator<Item = (u32, u16)> + '_)> {
        let part = &self.parts[Self::part(key)];
        let slot = Some(part).filter(|part| part.taken > 0).map(|part| part.slots[part.find(key)]).filter(|slot| slot.n > 0)?;
        let only = (slot.n == 1).then_some((slot.at, slot.word));
        let mut next = if slot.n == 1 { u32::MAX } else { slot.at };
        let list = std::iter::from_fn(move || {
            let posting = *self.blocks.get(next as usize / BLOCK)?.get(next as usize % BLOCK)?;
            next = posting.before;
            Some((posting.report, posting.word))
        });
        // A number that has stayed at the largest is larger than any that counts as few.
        let n = if slot.n == u16::MAX { u32::MAX } else { slot.n.into() };
        Some((n, only.into_iter().chain(list)))
    }

    /// Bytes that it has taken.
    pub(super) fn bytes(&self) -> usize {
        let slots: usize = self.parts.iter().map(|part| part.slots.capacity()).sum();
        slots * size_of::<Slot>() + self.parts.len() * size_of::<Part>() + self.blocks.len() * BLOCK * size_of::<Posting>()
    }
}

fn push(blocks: &mut Vec<Vec<Posting>>, posting: Posting) -> u32 {
    if blocks.last().is_none_or(|block| block.len() == BLOCK) {
        blocks.push(Vec::with_capacity(BLOCK));
    }
    let before = (blocks.len() - 1) * BLOCK;
    let last = blocks.last_mut().expect("there is a block with room");
    last.push(posting);
    (before + last.len() - 1) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn it_says_what_a_plain_table_says() {
        let (mut postings, mut plain) = (Postings::default(), HashMap::<u32, Vec<(u32, u16)>>::new());
        let mut chance = 7u64;
        for number in 0..200_000u32 {
            chance = chance.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            // Some keys often, most of them once, and some that fall to the last slots of a part.
            let key = match chance >> 60 {
                0 => (chance >> 32) as u32 % 50,
                1 => u32::MAX - (chance >> 40) as u32 % 300,
                _ => (chance >> 20) as u32,
            };
            postings.add(key, number, (number % 999) as u16);
            plain.entry(key).or_default().push((number, (number % 999) as u16));
        }
        assert!(plain.values().any(|places| places.len() == 1) && plain.values().any(|places| places.len() > 100));
        for (key, places) in &plain {
            let (n, found) = postings.of(*key).unwrap();
            assert_eq!(n as usize, places.len());
            assert!(found.eq(places.iter().rev().copied()), "{key}");
        }
        assert!(
            (0..1000u32).map(|n| n.wrapping_mul(0x9E37_79B9)).filter(|key| !plain.contains_key(key)).all(|key| postings.of(key).is_none())
        );
    }

    #[test]
    fn it_grows_in_small_steps() {
        let mut postings = Postings::default();
        let mut before = 0;
        for key in 0..400_000u32 {
            postings.add(key.wrapping_mul(0x9E37_79B9), key, 0);
            if key > 200_000 {
                assert!(postings.bytes() - before < 4_000, "{}", postings.bytes() - before);
            }
            before = postings.bytes();
        }
        assert!(postings.bytes() < 400_000 * 20, "{} bytes", postings.bytes());
    }
}
