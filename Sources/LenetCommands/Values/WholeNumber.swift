/// The one place where a script's number becomes an Int: everything that counts, indexes or repeats goes through here.
package enum WholeNumber {
    /// Nil for fractions, infinities, no-numbers and what does not fit.
    package static func from(_ x: Double) -> Int? { Int(exactly: x) }
}
