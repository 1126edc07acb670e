/// The size of one image's activation: channels x height x width. A row of numbers is `n x 1 x 1`.
package struct Shape: Sendable, Hashable, CustomStringConvertible {
    package var channels: Int
    package var height: Int
    package var width: Int

    package init(channels: Int, height: Int = 1, width: Int = 1) {
        self.channels = channels
        self.height = height
        self.width = width
    }

    package var count: Int { channels * height * width }
    /// No rows and columns: what a dense layer or flatten gives.
    package var isFlat: Bool { height == 1 && width == 1 }
    /// `28x28x1` (height, width, channels, as image sizes are said), or `120`.
    package var description: String { isFlat ? "\(channels)" : "\(height)x\(width)x\(channels)" }
}
