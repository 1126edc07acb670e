import LenetEngine
import LenetSyntax

/// Something of the model that `step` shows.
package struct Watched: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case place(WeightPlace)
        /// Of weights and whatever else has a value: worked out before and after a step.
        case expression(Expression)
    }
    /// As it is shown: `conv1.weight[0, 0, 2, 2]`.
    package var text: String
    package var subject: Subject
}

/// A layer, one of its arrays, a part of that, or a weight: by names, so that it means the same in another model.
package struct WeightPlace: Sendable, Hashable {
    package var layer: String
    /// "weight" or "bias"; nil: all that the layer has.
    package var array: String?
    /// Leading indices of the array: all of them name one weight.
    package var index: [Int] = []

    package var text: String {
        [layer, array].compactMap(\.self).joined(separator: ".")
            + (index.isEmpty ? "" : "[" + index.map { "\($0)" }.joined(separator: ", ") + "]")
    }

    /// Where it lies among the parameters; nil where the model has no such place.
    package func range(in plan: NetworkPlan) -> Range<Int>? {
        guard let array else {
            let arrays = plan.arrays(of: layer)
            guard let first = arrays.first, let last = arrays.last else { return nil }
            return first.range.lowerBound..<last.range.upperBound
        }
        guard let found = plan.arrays.first(where: { $0.name == "\(layer).\(array)" }), index.count <= found.dimensions.count else { return nil }
        var (start, count) = (found.offset, found.count)
        for (place, size) in zip(index, found.dimensions) {
            guard place >= 0, place < size else { return nil }
            count /= size
            start += place * count
        }
        return start..<start + count
    }

    /// It is one weight, not an array that happens to have one.
    package func isWeight(in plan: NetworkPlan) -> Bool {
        guard let array, let found = plan.arrays.first(where: { $0.name == "\(layer).\(array)" }) else { return false }
        return index.count == found.dimensions.count
    }
}

extension NetworkPlan {
    /// Its weights, in order; none where there is no such layer, or where it has none.
    func arrays(of layer: String) -> [ParameterArray] {
        layers.first { $0.name == layer }.map { Array(arrays[$0.arrays]) } ?? []
    }

    /// The layers as a script names them.
    var layerNames: [String] { layers.map(\.name).filter { !$0.contains(".") } }
}
