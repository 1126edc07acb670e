/// What one update of a training was made from and what came of it, apart from the rule's own lines.
package struct StepAccount: Sendable {
    /// Of this training, from 1, and how many it takes.
    package var step: Int
    package var steps: Int
    /// From 1.
    package var epoch: Int
    package var epochs: Int
    /// Passes over the data that were begun, this one among them.
    package var pass: Int
    /// Which images of the pass's order, from 0, and how many the pass has.
    package var places: Range<Int>
    package var imagesOfPass: Int
    /// The batch's images: positions in the set that the training images were taken from.
    package var images: [Int32]
    /// The mean over the batch, with the weights before the update and with those after it; what dropout drops is the same.
    package var lossBefore: Double
    package var lossAfter: Double
    /// After the schedule.
    package var rate: Double
    /// What the schedule makes of the momentum; nil where it leaves it alone.
    package var momentum: Double?
    package var weightsBefore: [Float]
    package var weightsAfter: [Float]
    /// Of the batch's mean loss.
    package var gradients: [Float]
    /// Batches whose gradients wait, after this one; 0 where the weights were updated.
    package var waiting: Int
    package var layers: [Layer]

    /// A layer that has weights, or ends in a ReLU.
    package struct Layer: Sendable {
        package var name: String
        package var weights: Int
        package var weightNorm: Double
        package var gradientNorm: Double
        package var updateNorm: Double
        /// Numbers that it gives, and those of them that are 0 for every image of the batch; nil without a ReLU.
        package var units: Int?
        package var dead: Int?

        package init(
            name: String, weights: Int, weightNorm: Double, gradientNorm: Double, updateNorm: Double, units: Int? = nil, dead: Int? = nil
        ) {
            self.name = name
            self.weights = weights
            self.weightNorm = weightNorm
            self.gradientNorm = gradientNorm
            self.updateNorm = updateNorm
            self.units = units
            self.dead = dead
        }
    }

    /// Norms of a stretch of the weights: of an array, of a row of one.
    package func norms(_ range: Range<Int>) -> (weight: Double, gradient: Double, update: Double) {
        var (weight, gradient, update) = (0.0, 0.0, 0.0)
        for index in range {
            let (before, after) = (Double(weightsBefore[index]), Double(weightsAfter[index]))
            weight += before * before
            gradient += Double(gradients[index]) * Double(gradients[index])
            update += (after - before) * (after - before)
        }
        return (weight.squareRoot(), gradient.squareRoot(), update.squareRoot())
    }
}
