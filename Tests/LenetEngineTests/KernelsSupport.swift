import CKernels

/// Names of the variants that this machine runs; tests take them as arguments.
let kernelVariants = (["avx512", "avx2", "neon", "plain"] as [String]).filter { (name: String) in lenet_kernels_named(name) != nil }

func kernels(named name: String) -> lenet_kernels { (lenet_kernels_named(name) ?? lenet_kernels_reference()).pointee }

/// Reproducible numbers between -1 and 1 that use every bit of a float.
struct TestNumbers {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
    mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int64(bitPattern: state) >> 40) * 0x1p-23
    }
    mutating func list(_ count: Int) -> [Float] { (0..<count).map { _ in next() } }
}

/// Rows of lanes with a border, in memory of their own.
final class LaneBuffer {
    let lanes: lenet_lanes
    let memory: UnsafeMutableBufferPointer<Float>

    /// The inside is filled from `numbers`, or with `filling`; the border is 0.
    init(channels: Int, height: Int, width: Int, border: Int = 0, filling: Float = 0, numbers: inout TestNumbers) {
        let row = (width + 2 * border) * 16, channel = row * (height + 2 * border)
        memory = .allocate(capacity: channel * channels)
        memory.initialize(repeating: 0)
        lanes = lenet_lanes(
            at: memory.baseAddress.map { $0 + border * (row + 16) }, row: row, channel: channel, channels: Int32(channels),
            height: Int32(height), width: Int32(width))
        for c in 0..<channels {
            for y in 0..<height {
                for i in 0..<width * 16 { lanes.at[c * channel + y * row + i] = filling.isNaN ? numbers.next() : filling }
            }
        }
    }

    static func random(_ channels: Int, _ height: Int, _ width: Int, border: Int = 0, from numbers: inout TestNumbers) -> LaneBuffer {
        LaneBuffer(channels: channels, height: height, width: width, border: border, filling: .nan, numbers: &numbers)
    }
    /// Filled with a number that no result has, border included in what is compared.
    static func result(_ channels: Int, _ height: Int, _ width: Int, border: Int = 1) -> LaneBuffer {
        var none = TestNumbers(seed: 0)
        return LaneBuffer(channels: channels, height: height, width: width, border: border, filling: 77, numbers: &none)
    }

    deinit { memory.deallocate() }

    var bits: [UInt32] { memory.map(\.bitPattern) }
    /// The inside of one lane as [channel][y][x].
    func values(lane: Int) -> [Double] {
        var list: [Double] = []
        for c in 0..<Int(lanes.channels) {
            for y in 0..<Int(lanes.height) {
                for x in 0..<Int(lanes.width) { list.append(Double(lanes.at[c * lanes.channel + y * lanes.row + x * 16 + lane])) }
            }
        }
        return list
    }
    /// The inner product of two buffers of one shape, all lanes.
    func product(_ other: LaneBuffer) -> Double {
        (0..<16).reduce(0) { sum, lane in sum + zip(values(lane: lane), other.values(lane: lane)).reduce(0) { $0 + $1.0 * $1.1 } }
    }
}
