import CKernels

/// A layer that keeps one number of each window of its input.
protocol PoolingLayer: Layer {
    var window: lenet_window { get }
    /// The largest number, or the mean.
    var takesMaximum: Bool { get }
}

/// Convolution, ReLU and pooling in one pass, a few rows at a time: what the convolution gives is larger than everything else in a
/// network and never goes through memory. Backward needs a bit of each of its numbers, which is kept.
extension Conv {
    struct Pooling: Sendable {
        let window: lenet_window
        let takesMaximum: Bool
        /// The part of the convolution's output that windows cover. The rest, behind the last window, is not computed.
        let covered: Shape
    }

    /// This layer and `next` as one; nil where they stay two: without a ReLU, with windows that overlap or leave gaps, or with
    /// more places under a row of windows than the loops take.
    func pooled(by next: any Layer) -> Conv? {
        guard endsInReLU, let pool = next as? any PoolingLayer else { return nil }
        let window = pool.window
        guard window.kernel_height == window.stride_y, window.kernel_width == window.stride_x else { return nil }
        let covered = Shape(
            channels: output.channels, height: pool.output.height * Int(window.kernel_height),
            width: pool.output.width * Int(window.kernel_width))
        guard Int(window.kernel_height) * covered.width <= Int(LENET_STRIP_PLACES) else { return nil }
        var both = self
        both.pooling = Pooling(window: window, takesMaximum: pool.takesMaximum, covered: covered)
        both.output = pool.output
        both.description += ", " + pool.description
        return both
    }

    package var scratch: Int {
        guard let covered = pooling?.covered else { return 0 }
        return max(6, covered.channels) * covered.height * covered.width * Lanes.count
    }

    /// A bit for each lane.
    package var kept: Int { pooling?.covered.count ?? 0 }

    func forward(_ pass: LayerPass, _ pooling: Pooling) {
        pass.kernels.pointee.conv_pool_forward(
            window, pooling.window, pooling.takesMaximum, pass.input, pass.weights,
            hasBias ? pass.weights + parameters[0].count : nil, pass.scratch, pass.output, pass.kept)
    }

    func backward(_ pass: LayerPass, _ pooling: Pooling) {
        pass.kernels.pointee.conv_pool_backward(
            window, pooling.window, pooling.takesMaximum, pass.input, pass.weights, pass.outputGradient, pass.kept, pass.scratch,
            pass.weightGradient, hasBias ? pass.weightGradient + parameters[0].count : nil, pass.inputGradient)
    }
}

extension PlannedLayer {
    /// The layers that compute, convolutions and the pooling behind them as one where that can be. Flatten computes nothing.
    static func fused(_ layers: [PlannedLayer]) -> [PlannedLayer] {
        var fused: [PlannedLayer] = []
        for layer in layers where !layer.layer.isIdentity {
            if let last = fused.last, let conv = (last.layer as? Conv)?.pooled(by: layer.layer) {
                fused[fused.count - 1].layer = conv
                fused[fused.count - 1].name = "\(last.name), \(layer.name)"
            } else {
                fused.append(layer)
            }
        }
        return fused
    }
}
