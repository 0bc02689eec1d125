"""Many models at once: profiles to rows of codes, rows to decisions, in shards that can be resumed and spread over machines.

reading     JSON lines, Parquet, folders of profiles -> one document at a time
packing     a profile -> a row of codes (or what is wrong with it)
tables      rows <-> Arrow tables and Parquet
decide      rows -> start, aim, verdict, what holds each back
factors     a rubric's constraints in independent groups
shares      rows -> exact shares
shards      a portfolio cut into pieces, a manifest, and what is left to do
work        one shard, start to end: the pure function that processes and clusters run
"""
