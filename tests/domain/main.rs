mod arbitrary;
mod formats;
mod ingest;
mod journal;
mod saving;
