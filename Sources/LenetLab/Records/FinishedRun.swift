import LenetEngine

/// A run of a comparison that was brought to its end: all that the comparison keeps of it, so that it need not be done again.
package struct FinishedRun: Sendable {
    package var run: Run
    /// Of the final weights, on the images it is judged by.
    package var evaluation: Evaluation
    /// On the test images, where those are not the ones it is judged by.
    package var testAccuracy: Double?

    package init(run: Run, evaluation: Evaluation, testAccuracy: Double? = nil) {
        self.run = run
        self.evaluation = evaluation
        self.testAccuracy = testAccuracy
    }
}
