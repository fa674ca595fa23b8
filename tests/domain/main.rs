mod arbitrary;
mod formats;
