// Measures made by hand: rooms above test what they make of them without training anything.

extension Evaluation {
    /// From what was said of each image and what it is.
    package init(predictions: [UInt8], labels: [UInt8], classes: Int, loss: Double) {
        precondition(predictions.count == labels.count, "a prediction for every label")
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
        for (said, label) in zip(predictions, labels) { confusion[Int(label)][Int(said)] += 1 }
        self.init(
            count: labels.count, correct: zip(predictions, labels).count { $0 == $1 }, loss: loss, confusion: confusion,
            predictions: predictions)
    }
}

extension HistoryRow {
    /// Without validation images.
    package init(epoch: Int, train: (loss: Double, accuracy: Double), test: (loss: Double, accuracy: Double), seconds: Double) {
        self.init(
            epoch: epoch, trainLoss: train.loss, trainAccuracy: train.accuracy, testLoss: test.loss, testAccuracy: test.accuracy,
            seconds: seconds)
    }
}

extension TrainingResult {
    /// A training that was finished.
    package init(history: [HistoryRow], steps: Int, seconds: Double, imagesPerSecond: Double, fingerprint: String) {
        self.init(
            history: history, steps: steps, epochs: max(0, history.count - 1), seconds: seconds, imagesPerSecond: imagesPerSecond,
            stop: .finished, fingerprint: fingerprint, droppedOptimizerState: false)
    }
}
