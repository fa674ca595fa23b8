mod ingest;
mod journal;
mod saving;
mod arbitrary;
mod formats;
