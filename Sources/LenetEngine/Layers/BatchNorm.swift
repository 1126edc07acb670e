import CKernels
import LenetCards

/// Takes each channel's mean away, divides by its deviation, then multiplies by gamma and adds beta, which are learned.
///
/// While training mean and variance are the batch's (the variance divided by the count of numbers); an evaluation takes the
/// running ones. After a convolution a channel's numbers are all its places in all images, after a dense layer a unit's in all
/// images. Sums are in double precision.
///
/// Source: Ioffe and Szegedy, "Batch normalization", 2015. Keras keeps momentum = 0.99 of the running numbers at each step and takes
/// the variance as it is; PyTorch takes momentum = 0.1 of the batch's, the variance divided by the count less 1.
package struct BatchNorm: BarrierLayer {
    package static let card = Card(
        .layer, "batchnorm", "Gives each channel mean 0 and deviation 1 over the batch, then a learned scale and shift.",
        [
            Parameter(
                "momentum", .option, .number(.share),
                default: .absent("0.99 in the dialects keras and paper, 0.1 in torch"),
                "In keras and paper the share of the running mean and variance that a step keeps, in torch the share that it replaces."),
            Parameter(
                "epsilon", .option, .number(.positive), default: .absent("1e-3 in the dialects keras and paper, 1e-5 in torch"),
                "What is added to the variance before the root.", otherSpellings: ["eps"]),
            Parameter("as", .option, .newName, default: .absent("batchnorm1, batchnorm2, …"), "The layer's name."),
        ],
        notes: [
            "Training normalises with the batch at hand; `evaluate` and `predict` with the running mean and variance, which belong to the "
                + "network: they are saved with it, `rewind` takes them back, and its fingerprint holds them.",
            "The dialect in force when `model` makes the network decides: in torch and paper the running variance is the unbiased one.",
        ],
        examples: [
            Example("model m { conv 8 3x3 same; batchnorm; relu; maxpool 2; dense 10 }\nmodel m", "between a convolution and its ReLU"),
            Example("load digits train 600\nmodel m { dense 32; batchnorm momentum 0.9; relu; dense 10 }\nmodel m\ntrain with sgd lr 0.1", "behind a dense layer"),
        ],
        otherSpellings: ["batch_norm", "batchnormalization", "batch_normalization", "batchnorm2d", "batchnorm1d", "bn"])

    package let input: Shape
    package let description: String
    /// The share of the running numbers that a step keeps.
    private let kept: Double
    private let epsilon: Double
    private let isUnbiased: Bool

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) {
        self.input = input
        let momentum = try reader.numberIfSaid("momentum")
        let epsilon = try reader.numberIfSaid("epsilon")
        let isTorch = reader.dialect == .torch
        kept = isTorch ? 1 - (momentum ?? 0.1) : momentum ?? 0.99
        self.epsilon = epsilon ?? (isTorch ? 1e-5 : 1e-3)
        isUnbiased = reader.dialect != .keras
        description =
            "batchnorm" + (momentum.map { " momentum " + LayerValue.text($0) } ?? "")
            + (epsilon.map { " epsilon " + LayerValue.text($0) } ?? "")
    }

    package var output: Shape { input }
    package var parameters: [LayerParameter] {
        [
            LayerParameter("gamma", [input.channels], fanIn: input.channels, fanOut: input.channels, initializer: .ones),
            LayerParameter("beta", [input.channels], fanIn: input.channels, fanOut: input.channels, initializer: .zeros),
        ]
    }
    package var statistics: [LayerStatistic] {
        [
            LayerStatistic("running_mean", count: input.channels, start: 0),
            LayerStatistic("running_variance", count: input.channels, start: 1),
        ]
    }
    package var overwritesInput: Bool { true }
    package var sums: Int { 2 * input.channels }
    package var sharedNumbers: Int { Shared.allCases.count * input.channels }

    /// Where what all groups see begins, in channels.
    private enum Shared: Int, CaseIterable {
        case mean, factor, runningMean, runningVariance, meanGradient, meanProduct
    }

    private func shared(_ pass: LayerPass, _ part: Shared) -> UnsafeMutablePointer<Float>? {
        pass.shared.map { $0 + part.rawValue * input.channels }
    }

    /// The numbers of a channel in a batch.
    private func count(_ images: Int) -> Double { Double(images) * Double(input.height * input.width) }

    /// What a deviation is multiplied by to become 1.
    private func factor(_ variance: Double) -> Float { Float(1 / (variance + epsilon).squareRoot()) }

    package func addSums(_ pass: LayerPass, to sums: UnsafeMutablePointer<Double>) {
        pass.kernels.pointee.channel_sums(pass.input, Int32(pass.images), sums)
    }

    package func settle(_ pass: LayerPass, sums: UnsafeMutablePointer<Double>, images: Int) {
        guard let mean = shared(pass, .mean), let factor = shared(pass, .factor), let runningMean = shared(pass, .runningMean),
            let runningVariance = shared(pass, .runningVariance), let statistics = pass.statistics
        else { return }
        let count = count(images)
        for channel in 0..<input.channels {
            let middle = sums[2 * channel] / count
            let spread = sums[2 * channel + 1] / count - middle * middle
            // Rounding may take a variance of 0 below it; NaN stays.
            let variance = spread < 0 ? 0 : spread
            mean[channel] = Float(middle)
            factor[channel] = self.factor(variance)
            let shown = isUnbiased && count > 1 ? variance * (count / (count - 1)) : variance
            runningMean[channel] = Float(kept * Double(statistics[channel]) + (1 - kept) * middle)
            runningVariance[channel] = Float(kept * Double(statistics[input.channels + channel]) + (1 - kept) * shown)
        }
    }

    package func forward(_ pass: LayerPass) {
        pass.kernels.pointee.normalize(
            pass.input, shared(pass, .mean), shared(pass, .factor), pass.weights, pass.weights + input.channels, pass.output)
    }

    package func addGradientSums(_ pass: LayerPass, to sums: UnsafeMutablePointer<Double>) {
        pass.kernels.pointee.normalize_sums(
            pass.input, pass.outputGradient, Int32(pass.images), shared(pass, .mean), shared(pass, .factor), sums)
    }

    package func settleGradient(
        _ pass: LayerPass, sums: UnsafeMutablePointer<Double>, images: Int, gradient: UnsafeMutablePointer<Float>
    ) {
        guard let meanGradient = shared(pass, .meanGradient), let meanProduct = shared(pass, .meanProduct) else { return }
        let count = count(images)
        for channel in 0..<input.channels {
            gradient[channel] = Float(sums[2 * channel + 1])
            gradient[input.channels + channel] = Float(sums[2 * channel])
            meanGradient[channel] = Float(sums[2 * channel] / count)
            meanProduct[channel] = Float(sums[2 * channel + 1] / count)
        }
    }

    package func backward(_ pass: LayerPass) {
        guard pass.inputGradient.at != nil else { return }
        pass.kernels.pointee.normalize_backward(
            pass.input, pass.outputGradient, Int32(pass.images), shared(pass, .mean), shared(pass, .factor), pass.weights,
            shared(pass, .meanGradient), shared(pass, .meanProduct), pass.inputGradient)
    }

    package func keepStatistics(_ pass: LayerPass) {
        guard let running = shared(pass, .runningMean) else { return }
        pass.statistics?.update(from: running, count: 2 * input.channels)
    }

    package func beginEvaluation(_ pass: LayerPass) {
        guard let statistics = pass.statistics, let factor = shared(pass, .factor) else { return }
        for channel in 0..<input.channels { factor[channel] = self.factor(Double(statistics[input.channels + channel])) }
    }

    package func evaluate(_ pass: LayerPass) {
        guard let mean = pass.statistics, let factor = shared(pass, .factor) else { return }
        pass.kernels.pointee.normalize(pass.input, mean, factor, pass.weights, pass.weights + input.channels, pass.output)
    }
}
