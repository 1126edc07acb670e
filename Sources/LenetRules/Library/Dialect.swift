/// Whose version of a rule, a schedule or an option order runs.
package enum Dialect: String, CaseIterable, Sendable, Hashable {
    /// Keras 3, as in both studies: what runs unless said otherwise.
    case keras
    /// PyTorch 2.
    case torch
    /// The rules as the papers print them.
    case paper
}
