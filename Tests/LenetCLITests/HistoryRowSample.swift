import LenetEngine

enum HistoryRowSample {
    static let row = HistoryRow(epoch: 0, trainLoss: 2.3, trainAccuracy: 0.1, testLoss: 2.3, testAccuracy: 0.1, seconds: 0)
}
