/// One update of one weight: every line of the rule with the numbers that ran. A network's are Floats, of which every one is a
/// Double too.
package struct WeightTrace: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        /// The name that the line gives a value.
        package var target: String
        /// `beta1 * m + (1 - beta1) * g`
        package var formula: String
        /// `0.9 * 0 + (1 - 0.9) * 0.0123`: the same with the values that the names had.
        package var numbers: String
        /// nil for a line that nothing needs, which is not run.
        package var value: Double?
        /// The common option that the line belongs to: `clip_norm`.
        package var option: String?
    }
    package struct Kept: Sendable, Hashable {
        package var name: String
        package var before: Double
        package var after: Double
        /// One number for the whole array, not for the weight alone.
        package var isPerArray: Bool
    }

    /// The rule whose lines these are: of `only matrices, else adamw(…)` the one that moves this weight.
    package var rule: String
    /// The number of the update, from 1.
    package var t: Int
    package var before: Double
    package var after: Double
    /// As the first line finds it.
    package var gradient: Double
    package var lines: [Line]
    package var kept: [Kept]
    /// What evaluation and saving use in place of the weight; nil where they use the weight.
    package var evaluated: Double?

    /// Of a network's weights exact: the difference of two Floats of a like size is a Double.
    package var change: Double { after - before }
}
