import LenetCards

/// A table with an image on each line, as mnist_train.csv is one.
package enum CSVFile {
    package static let source = DataSource(card) { request, locator, _ throws(DataError) in
        try CSVSet.read(locator.absolute(request.path ?? ""))
    }

    package static let card = Card(
        .dataset, "csv", "A table of your own: on each line a label and the pixels of a square image, separated by commas.",
        [Parameter("file", .positional, .path, "The file; a relative path starts from where lenet was started.")],
        notes: [
            "Pixels are whole numbers from 0 to 255, row by row; a first line of words is a heading. mnist_train.csv and Kaggle's "
                + "train.csv are such files.",
            "The test images are those of the file with `test` for `train` in its name, where that lies beside it and has labels; else the "
                + "last seventh of the images, and `load` says so.",
        ],
        otherSpellings: ["table"])
}
