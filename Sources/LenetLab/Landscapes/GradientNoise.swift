import LenetEngine
import LenetRandom

/// What small batches do to a gradient, imitated: normal noise, a function of seed, step and variable alone. Every rule of a path
/// sees the same noise, however many steps the others take.
package struct GradientNoise: Sendable, Hashable {
    /// Standard deviation of what is added to each slope; 0: none.
    package var size: Double
    package var seed: UInt64

    package init(size: Double, seed: UInt64) {
        self.size = size
        self.seed = seed
    }

    /// `step`: updates made before, from 0.
    package func added(to slopes: [Double], step: Int) -> [Double] {
        guard size > 0 else { return slopes }
        var stream = RandomStream(seed: seed, purpose: .landscape, UInt32(truncatingIfNeeded: step))
        return slopes.map { $0 + size * Self.normal(&stream) }
    }

    /// Box and Muller, 1958: one of the two.
    private static func normal(_ stream: inout RandomStream) -> Double {
        let distance = (-2 * Mathematics.log(1 - stream.uniform())).squareRoot()
        return distance * Mathematics.cos(2 * Double.pi * stream.uniform())
    }
}
