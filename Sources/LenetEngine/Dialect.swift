/// Whose version of a rule, a schedule, an option order, an initialiser or a layer's defaults runs.
package enum Dialect: String, CaseIterable, Sendable, Hashable {
    /// Keras 3, as in both studies: what runs unless said otherwise.
    case keras
    /// PyTorch 2.
    case torch
    /// As the papers print it.
    case paper
}
