import LenetData
import LenetEngine
import LenetRandom

/// A network in Double, as slow and plain as it can be: the loss of a batch as a function of the weights. It shares nothing with
/// the engine but the plan's lines, and knows no gradients, so finite differences of it are an independent word on the engine's.
struct ReferenceNetwork {
    let plan: NetworkPlan
    /// What dropout depends on.
    var seed: UInt64 = 0
    var step: UInt32 = 0

    func loss(_ weights: [Double], _ split: ImageSplit, _ name: String) -> Double {
        var sum = 0.0
        for (place, index) in split.indices.enumerated() {
            let pixels = plan.input.count
            let image = split.images.pixels[Int(index) * pixels..<(Int(index) + 1) * pixels].map { Double($0) / 255 }
            let logits = logits(weights, image, place: place)
            let top = logits.max() ?? 0
            let exponentials = logits.map { Mathematics.exp($0 - top) }
            let total = exponentials.reduce(0, +)
            let label = Int(split.images.labels[Int(index)])
            if name == "cross_entropy" {
                sum -= Mathematics.log(exponentials[label] / total)
            } else {
                let squares = exponentials.enumerated().map { index, value in
                    let error = value / total - (index == label ? 1 : 0)
                    return error * error
                }
                sum += squares.reduce(0, +) / Double(squares.count)
            }
        }
        return sum / Double(split.count)
    }

    func logits(_ weights: [Double], _ image: [Double], place: Int) -> [Double] {
        var numbers = image
        var shape = plan.input
        var dropouts: UInt32 = 0
        for (line, planned) in zip(plan.lines, plan.layers) {
            let arrays = plan.arrays[planned.arrays].map { Array(weights[$0.range]) }
            let output = planned.layer.output
            switch line.keyword {
            case "conv": numbers = conv(line, numbers, shape, output, arrays)
            case "maxpool", "avgpool": numbers = pool(line, numbers, shape, output)
            case "dense":
                let inputs = numbers
                numbers = (0..<output.count).map { unit in
                    inputs.indices.reduce(arrays.count > 1 ? arrays[1][unit] : 0) {
                        $0 + arrays[0][unit * inputs.count + $1] * inputs[$1]
                    }
                }
            case "dropout":
                guard case .number(let rate)? = line.values["rate"] else { break }
                numbers = numbers.enumerated().map { unit, value in
                    let block = Philox.block(
                        counter: (UInt32(unit / 4), 3 + 256 * dropouts, step, UInt32(place)),
                        key: (UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)))
                    let word = [block.0, block.1, block.2, block.3][unit % 4]
                    return Double(word) >= rate * 0x1p32 ? value / (1 - rate) : 0
                }
                dropouts += 1
            default: break
            }
            for activation in ["relu", "tanh", "sigmoid"] {
                guard line.keyword == activation || line.values[activation] == .flag(true) else { continue }
                numbers = numbers.map {
                    switch activation {
                    case "relu": max(0, $0)
                    case "tanh": Mathematics.tanh($0)
                    default: 1 / (1 + Mathematics.exp(-$0))
                    }
                }
            }
            shape = output
        }
        return numbers
    }

    private func sides(_ value: LayerValue?, _ otherwise: (Int, Int)) -> (Int, Int) {
        switch value {
        case .number(let side)?: (Int(side), Int(side))
        case .size(let height, let width)?: (height, width)
        default: otherwise
        }
    }

    private func conv(_ line: LayerLine, _ input: [Double], _ shape: Shape, _ output: Shape, _ arrays: [[Double]]) -> [Double] {
        let kernel = sides(line.values["kernel"], (1, 1))
        let stride = sides(line.values["stride"], (1, 1))
        let same = line.values["same"] == .flag(true)
        let padding = same ? (kernel.0 / 2, kernel.1 / 2) : sides(line.values["pad"], (0, 0))
        var result: [Double] = []
        for filter in 0..<output.channels {
            for y in 0..<output.height {
                for x in 0..<output.width {
                    var sum = arrays.count > 1 ? arrays[1][filter] : 0
                    for channel in 0..<shape.channels {
                        for ky in 0..<kernel.0 {
                            for kx in 0..<kernel.1 {
                                let row = y * stride.0 + ky - padding.0
                                let column = x * stride.1 + kx - padding.1
                                guard (0..<shape.height).contains(row), (0..<shape.width).contains(column) else { continue }
                                sum +=
                                    arrays[0][((filter * shape.channels + channel) * kernel.0 + ky) * kernel.1 + kx]
                                    * input[(channel * shape.height + row) * shape.width + column]
                            }
                        }
                    }
                    result.append(sum)
                }
            }
        }
        return result
    }

    private func pool(_ line: LayerLine, _ input: [Double], _ shape: Shape, _ output: Shape) -> [Double] {
        let size = sides(line.values["size"], (1, 1))
        let stride = sides(line.values["stride"], size)
        var result: [Double] = []
        for channel in 0..<output.channels {
            for y in 0..<output.height {
                for x in 0..<output.width {
                    var window: [Double] = []
                    for row in y * stride.0..<y * stride.0 + size.0 {
                        for column in x * stride.1..<x * stride.1 + size.1 {
                            window.append(input[(channel * shape.height + row) * shape.width + column])
                        }
                    }
                    result.append(
                        line.keyword == "maxpool" ? window.max() ?? 0 : window.reduce(0, +) / Double(window.count))
                }
            }
        }
        return result
    }
}
