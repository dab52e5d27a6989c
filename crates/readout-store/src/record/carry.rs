//! Rows of the record from one list of reports and actors to another.
//!
//! In the store, reports are called by their number and actors by their id; in a [`Record`](readout_join::Record) both are places in lists.
//! What is not in the list that is carried to is left out of the row: a telling, a piece of evidence, somebody who took part.

use readout_join::Evidence;
use readout_join::account::Account;
use readout_join::dates::{Clue, Dated};
use readout_join::dispute::{Dispute, DisputeSide};
use readout_join::happening::Happening;
use readout_join::office::Holder;
use readout_join::position::Stand;
use readout_join::statement::Statement;
use readout_join::story::Story;
use readout_join::tally::Claim;

/// Where reports and actors are to be found in the lists that are carried to.
pub(crate) struct Carry<'a> {
    pub(crate) report: &'a dyn Fn(usize) -> Option<usize>,
    pub(crate) actor: &'a dyn Fn(usize) -> Option<usize>,
}

impl Carry<'_> {
    fn report(&self, report: usize) -> Option<usize> {
        (self.report)(report)
    }

    fn actor(&self, actor: usize) -> Option<usize> {
        (self.actor)(actor)
    }

    fn actors(&self, actors: &mut Vec<usize>) {
        *actors = actors.iter().filter_map(|actor| self.actor(*actor)).collect();
    }

    pub(crate) fn reports(&self, reports: &mut Vec<usize>) {
        *reports = reports.iter().filter_map(|report| self.report(*report)).collect();
    }

    fn tellings<T: Copy>(&self, tellings: &mut Vec<(usize, T)>) {
        *tellings = tellings.iter().filter_map(|(report, id)| Some((self.report(*report)?, *id))).collect();
    }

    pub(crate) fn evidence(&self, evidence: &mut Vec<Evidence>) {
        *evidence = evidence.iter().filter_map(|place| Some(Evidence { report: self.report(place.report)?, span: place.span })).collect();
    }

    fn accounts(&self, accounts: &mut [Account]) {
        accounts.iter_mut().for_each(|account| self.reports(&mut account.reports));
    }

    pub(crate) fn account(&self, mut account: Account) -> Account {
        self.reports(&mut account.reports);
        account
    }

    pub(crate) fn statement(&self, mut row: Statement) -> Statement {
        row.speaker = row.speaker.and_then(|speaker| self.actor(speaker));
        row.capacity.behalf = row.capacity.behalf.and_then(|behalf| self.actor(behalf));
        self.tellings(&mut row.tellings);
        self.accounts(&mut row.accounts);
        row
    }

    pub(crate) fn happening(&self, mut row: Happening) -> Happening {
        self.actors(&mut row.who);
        self.actors(&mut row.whom);
        row.place = row.place.and_then(|place| self.actor(place));
        self.tellings(&mut row.tellings);
        self.accounts(&mut row.accounts);
        row
    }

    /// `None` where the holder is nobody in the list.
    pub(crate) fn holder(&self, mut row: Holder) -> Option<Holder> {
        row.actor = self.actor(row.actor)?;
        self.evidence(&mut row.evidence);
        Some(row)
    }

    /// `None` where the actor is nobody in the list.
    pub(crate) fn stand(&self, mut row: Stand) -> Option<Stand> {
        row.actor = self.actor(row.actor)?;
        row.behalf = row.behalf.and_then(|body| self.actor(body));
        row.according_to = match row.according_to {
            Some(by) => Some(self.actor(by)?),
            None => None,
        };
        self.tellings(&mut row.tellings);
        self.accounts(&mut row.accounts);
        Some(row)
    }

    pub(crate) fn claim(&self, mut row: Claim) -> Claim {
        row.claimant = row.claimant.and_then(|claimant| self.actor(claimant));
        self.tellings(&mut row.tellings);
        self.accounts(&mut row.accounts);
        row
    }

    pub(crate) fn dispute(&self, mut row: Dispute) -> Dispute {
        for side in &mut row.sides {
            let DisputeSide { by, accounts, evidence, .. } = side;
            *by = by.and_then(|by| self.actor(by));
            self.accounts(accounts);
            self.evidence(evidence);
        }
        row
    }

    pub(crate) fn story(&self, mut row: Story) -> Story {
        self.reports(&mut row.reports);
        row.parts.iter_mut().for_each(|part| self.reports(part));
        self.actors(&mut row.actors);
        for joint in &mut row.joints {
            self.reports(&mut joint.one);
            self.reports(&mut joint.other);
        }
        row.timeline.retain_mut(|day| match self.report(day.evidence.report) {
            Some(report) => {
                day.evidence.report = report;
                true
            }
            None => false,
        });
        row
    }

    pub(crate) fn dated(&self, mut row: Dated) -> Dated {
        self.clues(&mut row.clues);
        row
    }

    fn clues(&self, clues: &mut [Clue]) {
        clues.iter_mut().for_each(|clue| self.evidence(&mut clue.evidence));
    }
}

/// Tellings, accounts and pieces of evidence of one row that a page can look at: more of them are kept apart.
const MOST: usize = 24;

fn cut<T>(list: &mut Vec<T>) -> bool {
    let long = list.len() > MOST;
    list.truncate(MOST);
    long
}

fn cut_accounts(accounts: &mut Vec<Account>) -> bool {
    let long = cut(accounts);
    accounts.iter_mut().fold(long, |long, account| cut(&mut account.reports) || long)
}

/// A row that can be very long.
pub(crate) trait Long: Clone {
    /// Leaves out what goes beyond the first of its tellings, accounts and evidence. True where something was.
    fn shorten(&mut self) -> bool;
}

impl Long for Statement {
    fn shorten(&mut self) -> bool {
        cut(&mut self.tellings) | cut_accounts(&mut self.accounts)
    }
}

impl Long for Happening {
    fn shorten(&mut self) -> bool {
        cut(&mut self.tellings) | cut_accounts(&mut self.accounts)
    }
}

impl Long for Holder {
    fn shorten(&mut self) -> bool {
        cut(&mut self.evidence)
    }
}

impl Long for Stand {
    fn shorten(&mut self) -> bool {
        cut(&mut self.tellings) | cut_accounts(&mut self.accounts)
    }
}

impl Long for Claim {
    fn shorten(&mut self) -> bool {
        cut(&mut self.tellings) | cut_accounts(&mut self.accounts)
    }
}

impl Long for Dispute {
    fn shorten(&mut self) -> bool {
        self.sides.iter_mut().fold(false, |long, side| cut(&mut side.evidence) | cut_accounts(&mut side.accounts) | long)
    }
}

impl Long for Story {
    fn shorten(&mut self) -> bool {
        let long = cut(&mut self.parts) | self.parts.iter_mut().fold(false, |long, part| cut(part) | long);
        self.joints.iter_mut().fold(long, |long, joint| cut(&mut joint.one) | cut(&mut joint.other) | long)
    }
}
