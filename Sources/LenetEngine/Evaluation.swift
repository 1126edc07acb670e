/// How a network does on a split.
package struct Evaluation: Sendable, Hashable {
    /// Images.
    package var count: Int
    package var correct: Int
    /// The mean over the images.
    package var loss: Double
    /// [class that it is][class that was said]
    package var confusion: [[Int]]
    /// One per image; of equal logits the first.
    package var predictions: [UInt8]

    package var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }
}
