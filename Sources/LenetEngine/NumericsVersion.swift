/// Counts the changes of what the same script computes to the last bit: the cut of a batch into shards, an order of sums, an
/// elementary function, a random stream, the hash behind a fingerprint. Records hold it; equal versions mean equal bits.
package let numericsVersion = 2
