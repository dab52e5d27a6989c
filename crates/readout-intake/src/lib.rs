//! Bytes to reports: decoding, title, dateline, credits, published date, page furniture.
