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

    func loss(_ weights: [Double], _ split: ImageSplit, _ loss: Loss) -> Double {
        let pixels = plan.input.count
        let images = split.indices.map { index in
            split.images.pixels[Int(index) * pixels..<(Int(index) + 1) * pixels].map { Double($0) / 255 }
        }
        let losses = zip(logits(weights, images), split.indices).map { logits, index in
            Self.loss(of: logits, Int(split.images.labels[Int(index)]), loss.name)
        }
        return losses.reduce(0, +) / Double(split.count)
    }

    /// One image's loss, by the formula that its name stands for.
    static func loss(of logits: [Double], _ label: Int, _ name: String) -> Double {
        let top = logits.max() ?? 0
        let exponentials = logits.map { Mathematics.exp($0 - top) }
        let total = exponentials.reduce(0, +)
        let p = exponentials.map { $0 / total }
        let classes = Double(logits.count)
        func target(_ smoothing: Double) -> [Double] {
            logits.indices.map { ($0 == label ? 1 - smoothing : 0) + smoothing / classes }
        }
        func mean(_ term: (Int) -> Double) -> Double { logits.indices.reduce(0) { $0 + term($1) } / classes }
        let hot = target(0)
        switch name {
        case "cross_entropy", "cross_entropy(one_hot: true)": return -Mathematics.log(p[label])
        case "cross_entropy(smoothing: 0.2)":
            return -zip(target(0.2), p).reduce(0) { $0 + $1.0 * Mathematics.log($1.1) }
        case "kl(smoothing: 0.3)": return zip(target(0.3), p).reduce(0) { $0 + $1.0 * Mathematics.log($1.0 / $1.1) }
        case "mse": return mean { (p[$0] - hot[$0]) * (p[$0] - hot[$0]) }
        case "mse(logits: true)": return mean { (logits[$0] - hot[$0]) * (logits[$0] - hot[$0]) }
        case "mae": return mean { abs(p[$0] - hot[$0]) }
        case "huber(delta: 0.4)":
            return mean { c in
                let d = abs(p[c] - hot[c])
                return d <= 0.4 ? d * d / 2 : 0.4 * (d - 0.2)
            }
        case "hinge": return mean { $0 == label ? 0 : max(0, 1 - p[label] + p[$0]) }
        case "hinge(margin: 0.5, squared: true, logits: true)":
            return mean { c in
                let lack = max(0, 0.5 - logits[label] + logits[c])
                return c == label ? 0 : lack * lack
            }
        case "one_vs_rest_hinge(logits: true)": return mean { max(0, 1 - ($0 == label ? 1 : -1) * logits[$0]) }
        case "categorical_hinge":
            let rival = logits.indices.filter { $0 != label }.map { p[$0] }.max() ?? 0
            return max(0, 1 + max(0, rival) - p[label])
        case "focal": return -(1 - p[label]) * (1 - p[label]) * Mathematics.log(p[label])
        case "focal(gamma: 1.5, alpha: 0.25)": return -0.25 * Mathematics.pow(1 - p[label], 1.5) * Mathematics.log(p[label])
        case "binary_cross_entropy":
            return mean { c in
                let yes = 1 / (1 + Mathematics.exp(-logits[c]))
                return -Mathematics.log(c == label ? yes : 1 - yes)
            }
        default: return .nan
        }
    }

    /// [images][classes]; batch normalisation is by the batch.
    func logits(_ weights: [Double], _ images: [[Double]]) -> [[Double]] { outputs(weights, images, through: plan.lines.count) }

    /// What the first lines give for each image.
    func outputs(_ weights: [Double], _ images: [[Double]], through lines: Int) -> [[Double]] {
        var batch = images
        var shape = plan.input
        var dropouts: UInt32 = 0
        var places = plan.layers.filter { !$0.name.contains(".") }[...]
        for line in plan.lines.prefix(lines) {
            guard let planned = places.popFirst() else { break }
            let arrays = plan.arrays[planned.arrays].map { Array(weights[$0.range]) }
            let output = planned.layer.output
            if line.keyword == "batchnorm" {
                batch = normalized(batch, shape, gamma: arrays[0], beta: arrays[1])
            } else {
                for place in batch.indices {
                    batch[place] = numbers(batch[place], line, shape, output, arrays, place: place, dropouts: dropouts)
                }
            }
            if line.keyword == "dropout" { dropouts += 1 }
            shape = output
        }
        return batch
    }

    private func normalized(_ batch: [[Double]], _ shape: Shape, gamma: [Double], beta: [Double]) -> [[Double]] {
        var result = batch
        let places = shape.height * shape.width
        for channel in 0..<shape.channels {
            let range = channel * places..<(channel + 1) * places
            let all = batch.flatMap { $0[range] }
            let mean = all.reduce(0, +) / Double(all.count)
            let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
            for image in batch.indices {
                for index in range {
                    result[image][index] = (batch[image][index] - mean) / (variance + 1e-3).squareRoot() * gamma[channel] + beta[channel]
                }
            }
        }
        return result
    }

    private func numbers(
        _ input: [Double], _ line: LayerLine, _ shape: Shape, _ output: Shape, _ arrays: [[Double]], place: Int, dropouts: UInt32
    ) -> [Double] {
        var numbers = input
        switch line.keyword {
        case "conv": numbers = conv(line, numbers, shape, output, arrays)
        case "maxpool", "avgpool": numbers = pool(line, numbers, shape, output)
        case "global_avgpool":
            let places = shape.height * shape.width
            numbers = (0..<shape.channels).map { channel in
                input[channel * places..<(channel + 1) * places].reduce(0, +) / Double(places)
            }
        case "dense":
            numbers = (0..<output.count).map { unit in
                input.indices.reduce(arrays.count > 1 ? arrays[1][unit] : 0) {
                    $0 + arrays[0][unit * input.count + $1] * input[$1]
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
        default: break
        }
        for card in ActivationCatalogue.cards {
            let isWord = line.values[card.keyword] != nil && line.values[card.keyword] != .flag(false)
            if line.keyword == card.keyword { numbers = numbers.map { Self.activation(card.keyword, line.values, $0) } }
            if isWord {
                var values: [String: LayerValue] = [:]
                if let first = card.parameters.first, case .number? = line.values[card.keyword] { values[first.name] = line.values[card.keyword] }
                numbers = numbers.map { Self.activation(card.keyword, values, $0) }
            }
        }
        return numbers
    }

    /// The formulas of the papers in Double, with Keras' defaults.
    static func activation(_ word: String, _ values: [String: LayerValue], _ x: Double) -> Double {
        func value(_ name: String, _ standard: Double) -> Double { if case .number(let value)? = values[name] { value } else { standard } }
        func exponential(_ x: Double) -> Double { Mathematics.exp(x) }
        switch word {
        case "relu": return max(0, x)
        case "tanh": return Mathematics.tanh(x)
        case "sigmoid": return 1 / (1 + exponential(-x))
        case "leaky_relu": return x > 0 ? x : value("slope", 0.3) * x
        case "gelu": return x / 2 * (1 + Mathematics.erf(x / 2.0.squareRoot()))
        case "gelu_tanh": return x / 2 * (1 + Mathematics.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
        case "elu": return x > 0 ? x : value("alpha", 1) * (exponential(x) - 1)
        case "selu": return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (exponential(x) - 1))
        case "silu": return x / (1 + exponential(-x))
        case "mish": return x * Mathematics.tanh(Mathematics.log(1 + exponential(x)))
        case "softplus":
            let beta = value("beta", 1)
            return beta * x > value("threshold", 20) ? x : Mathematics.log(1 + exponential(beta * x)) / beta
        case "softsign": return x / (1 + abs(x))
        case "hard_tanh": return min(1, max(-1, x))
        case "relu6": return min(6, max(0, x))
        case "scaled_tanh": return value("amplitude", 1.7159) * Mathematics.tanh(value("slope", 2.0 / 3) * x)
        default: return .nan
        }
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
