/// Random numbers for one purpose: addressed by what they are for, or drawn one after another.
///
/// A stream's key is the seed; its counter holds the purpose, two numbers of the caller's (such as pass and layer) and the
/// position. Drawing from one stream never moves another: adding dropout does not change the shuffle.
package struct RandomStream: Sendable {
    /// What a number is for. The raw values are part of the numerics version.
    package enum Purpose: UInt32, Sendable {
        case weights = 1
        case shuffle = 2
        case dropout = 3
        case augmentation = 4
        case digits = 5
        case split = 6
        case samples = 7
        /// The noise of a landscape's gradients, by step.
        case landscape = 20
    }

    private let key: (UInt32, UInt32)
    private let purpose: UInt32
    private let first: UInt32
    private let second: UInt32
    private var position: UInt32 = 0
    private var buffer: Philox.Block = (0, 0, 0, 0)
    private var used = 4

    package init(seed: UInt64, purpose: Purpose, _ first: UInt32 = 0, _ second: UInt32 = 0) {
        key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        self.purpose = purpose.rawValue
        self.first = first
        self.second = second
    }

    /// The next 32 random bits.
    package mutating func next() -> UInt32 {
        if used == 4 {
            buffer = Philox.block(counter: (position, purpose, first, second), key: key)
            position &+= 1
            used = 0
        }
        defer { used += 1 }
        switch used {
        case 0: return buffer.0
        case 1: return buffer.1
        case 2: return buffer.2
        default: return buffer.3
        }
    }

    /// Uniform in [0, 1), a multiple of 2^-24: exact in Float and Double.
    package mutating func uniform() -> Double { Double(next() >> 8) * 0x1p-24 }

    /// Uniform in [lower, upper).
    package mutating func uniform(_ lower: Double, _ upper: Double) -> Double { lower + (upper - lower) * uniform() }

    /// A whole number in 0..<bound, every one equally likely. `bound` must be positive.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0 && bound <= Int(UInt32.max), "a bound of a random number is between 1 and 2^32 - 1")
        let range = UInt64(bound)
        // Lemire's method: the rejected part makes the rest exactly uniform.
        let threshold = (UInt64(1) << 32) % range
        while true {
            let product = UInt64(next()) * range
            if product & 0xFFFF_FFFF >= threshold { return Int(product >> 32) }
        }
    }

    /// A random order of 0..<count (Fisher and Yates).
    package mutating func permutation(of count: Int) -> [Int32] {
        var order = [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count { buffer[index] = Int32(truncatingIfNeeded: index) }
            initialized = count
        }
        for index in stride(from: count - 1, to: 0, by: -1) { order.swapAt(index, below(index + 1)) }
        return order
    }
}
