mod ingest;
mod journal;
mod saving;
