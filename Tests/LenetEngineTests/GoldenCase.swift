import LenetEngine
import LenetTestSupport
import Testing

/// A value among a golden case's parameters: whatever JSON has.
enum GoldenParameter: Decodable, Sendable, Equatable {
    case null, flag(Bool), number(Double), text(String), list([GoldenParameter])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() { self = .null }
        else if let flag = try? container.decode(Bool.self) { self = .flag(flag) }
        else if let number = try? container.decode(Double.self) { self = .number(number) }
        else if let text = try? container.decode(String.self) { self = .text(text) }
        else { self = .list(try container.decode([GoldenParameter].self)) }
    }

    var number: Double? { if case .number(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    var numbers: [Double]? { if case .list(let values) = self { values.compactMap(\.number) } else { nil } }

    /// `2`, or `[3, 5]`.
    var size: LayerValue? {
        if let side = number { return .number(side) }
        guard let sides = numbers, sides.count == 2, let height = Int(exactly: sides[0]), let width = Int(exactly: sides[1]) else { return nil }
        return .size(height, width)
    }
}

/// An entry of layers-*.json or losses.json.
struct GoldenCase: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let op: String
    let parameters: [String: GoldenParameter]
    let inputs: [String: GoldenTensor]
    let upstream: GoldenTensor
    let float64: [String: GoldenTensor]
    let labels: [Int]?
    let targets: GoldenTensor?
    let mask: GoldenTensor?
    let running_mean_before: GoldenTensor?
    let running_variance_before: GoldenTensor?
    let keras_running_after: KerasRunning?

    struct KerasRunning: Decodable, Sendable {
        let momentum: Double
        let mean: [Double]
        let variance: [Double]
    }
    struct File: Decodable { let cases: [GoldenCase] }

    var testDescription: String { name }

    func input(_ name: String = "input") throws -> GoldenTensor { try #require(inputs[name], "\(self.name) has no \(name)") }
    var images: Int { inputs.values.first { $0.shape.count > 1 }?.shape[0] ?? 0 }

    /// [N, C, H, W], or [N, C].
    func shape(_ tensor: GoldenTensor) throws -> Shape {
        switch tensor.shape.count {
        case 4: Shape(channels: tensor.shape[1], height: tensor.shape[2], width: tensor.shape[3])
        case 2: Shape(channels: tensor.shape[1])
        default: throw Unknown(what: "\(name): a tensor of the shape \(tensor.shape)")
        }
    }

    /// Every parameter must be one that its runner reads: `read` lists them.
    func check(_ read: Set<String>) throws {
        for (name, value) in parameters where value != .null && !read.contains(name) {
            throw Unknown(what: "\(self.name): nothing reads the parameter \(name) = \(value)")
        }
    }

    /// Products and sums of these are exact in single precision, in whatever order.
    var isDyadic: Bool {
        (inputs.values + [upstream]).allSatisfy { $0.data.allSatisfy { abs($0) <= 32 && ($0 * 64).rounded() == $0 * 64 } }
    }

    struct Unknown: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }

    /// Compares with the file, relative to the tensor's largest value; `isExact`: to the last bit of single precision.
    func expect(_ found: [Float], _ name: String, isExact: Bool = false, tolerance: Double = 1e-6, _ kernels: Kernels) throws {
        let reference = try #require(float64[name], "\(self.name) has no \(name)")
        try #require(found.count == reference.data.count, "\(self.name), \(name): \(found.count) numbers")
        if isExact {
            #expect(zip(found, reference.data).allSatisfy { $0 == Float($1) }, "\(kernels.name), \(self.name), \(name)")
            return
        }
        let largest = reference.data.reduce(0) { max($0, abs($1)) }
        let apart = zip(found, reference.data).reduce(0) { worst, pair in
            let apart = abs(Double(pair.0) - pair.1)
            return apart.isNaN ? .infinity : max(worst, apart)
        }
        #expect(apart <= tolerance * largest, "\(kernels.name), \(self.name), \(name): \(apart) of \(largest)")
    }
}
