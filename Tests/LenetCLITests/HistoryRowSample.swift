import LenetEngine

enum HistoryRowSample {
    static let row = HistoryRow(epoch: 0, train: (loss: 2.3, accuracy: 0.1), test: (loss: 2.3, accuracy: 0.1), seconds: 0)
}
