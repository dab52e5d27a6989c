//! A table of the record, brought up to date: only rows that are other than before are written.

use crate::Error;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Transaction, params_from_iter};

/// A table whose first column is a row's place in its list.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// All columns, `id` first.
    pub(crate) columns: &'static str,
}

/// What was done to a table.
pub(crate) struct Done {
    /// Places of rows that were written.
    pub(crate) written: Vec<usize>,
    /// Places of rows that were taken out or written over.
    pub(crate) gone: Vec<i64>,
}

impl Table {
    /// Makes the table hold `n` rows, the first of which is `row(0)` without its id.
    pub(crate) fn put(
        &self,
        transaction: &Transaction<'_>,
        n: usize,
        row: &dyn Fn(usize) -> Result<Vec<Value>, Error>,
    ) -> Result<Done, Error> {
        let mut done = Done { written: Vec::new(), gone: Vec::new() };
        let mut next = 0;
        let width = self.columns.split(',').count();
        {
            let mut statement = transaction.prepare(&format!("SELECT {} FROM {} ORDER BY id", self.columns, self.name))?;
            let mut rows = statement.query([])?;
            while let Some(found) = rows.next()? {
                let id: i64 = found.get(0)?;
                while next < n && (next as i64) < id {
                    done.written.push(next);
                    next += 1;
                }
                if next >= n {
                    done.gone.push(id);
                    continue;
                }
                let wanted = row(next)?;
                let mut same = wanted.len() + 1 == width;
                for (column, value) in wanted.iter().enumerate().take_while(|_| same).collect::<Vec<_>>() {
                    same = same && is(found.get_ref(column + 1)?, value);
                }
                if !same {
                    done.written.push(next);
                    done.gone.push(id);
                }
                next += 1;
            }
        }
        done.written.extend(next..n);
        let mut delete = transaction.prepare(&format!("DELETE FROM {} WHERE id = ?", self.name))?;
        for id in &done.gone {
            delete.execute([id])?;
        }
        let marks = vec!["?"; width].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO {} ({}) VALUES ({marks})", self.name, self.columns))?;
        for place in &done.written {
            insert.execute(params_from_iter(std::iter::once(Value::Integer(*place as i64)).chain(row(*place)?)))?;
        }
        Ok(done)
    }
}

fn is(found: ValueRef<'_>, wanted: &Value) -> bool {
    found == ValueRef::from(wanted)
}

/// A text, a number or nothing.
pub(crate) fn value(value: impl Into<Value>) -> Value {
    value.into()
}

/// A place in a list.
pub(crate) fn number(place: usize) -> Value {
    Value::Integer(place as i64)
}

/// A place in a list, if there is one.
pub(crate) fn optional(place: Option<usize>) -> Value {
    place.map_or(Value::Null, number)
}

/// A table of numbers alone, such as which entity is whom: holds `wanted` afterwards. Says how many rows were written.
pub(crate) fn put_list<const N: usize>(
    transaction: &Transaction<'_>,
    table: &str,
    columns: [&str; N],
    mut wanted: Vec<[i64; N]>,
) -> Result<usize, Error> {
    wanted.sort_unstable();
    wanted.dedup();
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    {
        let names = columns.join(", ");
        let mut statement = transaction.prepare(&format!("SELECT {names} FROM {table} ORDER BY {names}"))?;
        let mut rows = statement.query([])?;
        let mut next = 0;
        while let Some(row) = rows.next()? {
            let mut found = [0; N];
            for (column, number) in found.iter_mut().enumerate() {
                *number = row.get(column)?;
            }
            while next < wanted.len() && wanted[next] < found {
                new.push(next);
                next += 1;
            }
            if wanted.get(next) == Some(&found) {
                next += 1;
            } else {
                gone.push(found);
            }
        }
        new.extend(next..wanted.len());
    }
    let fits: Vec<String> = columns.iter().map(|column| format!("{column} = ?")).collect();
    let mut delete = transaction.prepare(&format!("DELETE FROM {table} WHERE {}", fits.join(" AND ")))?;
    for row in gone {
        delete.execute(params_from_iter(row))?;
    }
    let marks = vec!["?"; N].join(", ");
    let mut insert = transaction.prepare(&format!("INSERT INTO {table} ({}) VALUES ({marks})", columns.join(", ")))?;
    for place in &new {
        insert.execute(params_from_iter(wanted[*place]))?;
    }
    Ok(new.len())
}
