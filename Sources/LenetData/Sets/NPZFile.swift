import LenetCards

/// A file in NumPy's format, as Keras' mnist.npz is one.
package enum NPZFile {
    package static let source = DataSource(card) { request, locator, _ throws(DataError) in
        let path = locator.absolute(request.path ?? "")
        return try NPZSet.read(try Files.read(path), path: path)
    }

    package static let card = Card(
        .dataset, "npz", "A file of your own in NumPy's format, with four arrays as in Keras' mnist.npz.",
        [Parameter("file", .positional, .path, "The file; a relative path starts from where lenet was started.")],
        notes: [
            "The arrays are x_train, y_train, x_test and y_test (or train_images, train_labels, …), stored or compressed, of whole numbers "
                + "or of floats.",
            "Images are bytes here: whole numbers from 0 to 255, or floats that are the 256 levels k/255. Labels are whole numbers from 0; "
                + "there are as many classes as they use.",
        ],
        otherSpellings: ["numpy", "npy"])
}
