/// A layer that needs sums over the whole batch before it can go on, forward and backward: batch normalisation.
///
/// A step is cut into stages there. In the stage before it the shards add to sums of their own, lane group by lane group; between
/// the stages the shards' sums are added in order and the layer is told (`settle…`); then all groups go on. Lanes without an
/// image count for nothing.
package protocol BarrierLayer: Layer {
    /// What `addSums` and `addGradientSums` add to, in double precision.
    var sums: Int { get }
    /// Floats that all groups of a batch see: `LayerPass.shared`.
    var sharedNumbers: Int { get }

    /// Adds a group's input to the sums.
    func addSums(_ pass: LayerPass, to sums: UnsafeMutablePointer<Double>)
    /// The batch's sums are known: makes what `forward` and `backward` read in `pass.shared`.
    func settle(_ pass: LayerPass, sums: UnsafeMutablePointer<Double>, images: Int)
    /// Adds a group's gradients to the sums.
    func addGradientSums(_ pass: LayerPass, to sums: UnsafeMutablePointer<Double>)
    /// The batch's sums are known: makes what `backward` reads, and the gradient of the layer's parameters.
    func settleGradient(
        _ pass: LayerPass, sums: UnsafeMutablePointer<Double>, images: Int, gradient: UnsafeMutablePointer<Float>)
    /// The batch's update is made: `pass.statistics` take what the batch showed.
    func keepStatistics(_ pass: LayerPass)
    /// Before an evaluation: makes what `evaluate` reads in `pass.shared`.
    func beginEvaluation(_ pass: LayerPass)
    /// Forward by `pass.statistics`.
    func evaluate(_ pass: LayerPass)
}

/// Numbers of a layer that training changes and no gradient does: running means. They belong to the network.
package struct LayerStatistic: Sendable, Hashable {
    /// "running_mean"
    package var name: String
    package var count: Int
    /// What all of them are at the start.
    package var start: Float

    package init(_ name: String, count: Int, start: Float) {
        self.name = name
        self.count = count
        self.start = start
    }
}
