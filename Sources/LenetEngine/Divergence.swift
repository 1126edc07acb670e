/// Where the numbers of a training first stopped being finite.
///
/// The weights, the rule's state and the counts of a training that diverged are the last with which all was well: where a loss
/// was not finite, those before the update that led to it, else those before the update that went wrong.
package struct Divergence: Sendable, Hashable {
    /// The step that went wrong: of this training, from 1.
    package var step: Int
    /// The epoch in which it lies, from 1.
    package var epoch: Int
    package var place: Place
    package var value: Value

    package init(step: Int, epoch: Int, place: Place, value: Value) {
        self.step = step
        self.epoch = epoch
        self.place = place
        self.value = value
    }

    /// In the order in which a step makes its numbers: the first kind that holds one that is not finite is the one named.
    package enum Place: Sendable, Hashable {
        /// A layer's result for an image of the training set.
        case output(layer: String, at: Position, image: Int)
        /// Every logit is finite and the loss of the image is not.
        case loss(image: Int)
        /// The gradient of a layer's result; the layers behind it had finite ones.
        case outputGradient(layer: String, at: Position, image: Int)
        /// The gradient of a weight, summed over the batch.
        case gradient(WeightPlace)
        /// The rate that the schedule gave.
        case rate
        /// What the rule remembers of a weight, after the update.
        case state(name: String, WeightPlace)
        /// A weight, after the update.
        case weight(WeightPlace)
        /// No step went wrong, and yet the loss over the training images after the epoch's last one is not finite. `layer`: the
        /// first whose results are not, nil where it is the loss alone.
        case epochsEnd(layer: String?)
    }

    /// Which number of a layer's result.
    package struct Position: Sendable, Hashable {
        package var channel: Int
        package var row: Int
        package var column: Int
        package init(channel: Int, row: Int, column: Int) {
            self.channel = channel
            self.row = row
            self.column = column
        }
    }

    /// `conv1.weight[3, 0, 2, 2]`
    package struct WeightPlace: Sendable, Hashable {
        /// "conv1.weight"
        package var array: String
        /// One for each dimension of the array.
        package var index: [Int]
        package init(array: String, index: [Int]) {
            self.array = array
            self.index = index
        }
    }

    package enum Value: Sendable, Hashable {
        case notANumber, infinite, minusInfinite
        /// Of a rate: finite, and below 0.
        case negative(Double)

        /// nil for a finite number.
        init?(_ number: Float) {
            if number.isFinite { return nil }
            self = number.isNaN ? .notANumber : number > 0 ? .infinite : .minusInfinite
        }
        init?(_ number: Double) {
            if number.isFinite { return nil }
            self = number.isNaN ? .notANumber : number > 0 ? .infinite : .minusInfinite
        }
        /// nil for a rate that an update can be made with.
        init?(rate: Double) {
            if rate.isFinite, rate < 0 { self = .negative(rate) } else { self.init(rate) }
        }
    }

    /// `conv1`: the layer that it concerns, where it concerns one.
    package var layer: String? {
        switch place {
        case .output(let layer, _, _), .outputGradient(let layer, _, _): layer
        case .gradient(let place), .state(_, let place), .weight(let place): place.layer
        case .epochsEnd(let layer): layer
        case .loss, .rate: nil
        }
    }
}

extension Divergence.WeightPlace {
    /// Of "conv1.weight": "conv1".
    package var layer: String { String(array.prefix { $0 != "." }) }

    /// The weight at `offset` of all parameters.
    init?(_ offset: Int, of plan: NetworkPlan) {
        guard let array = plan.arrays.first(where: { $0.range.contains(offset) }) else { return nil }
        var rest = offset - array.offset
        var index: [Int] = []
        for size in array.dimensions.reversed() {
            index.append(rest % size)
            rest /= size
        }
        self.init(array: array.name, index: index.reversed())
    }
}
