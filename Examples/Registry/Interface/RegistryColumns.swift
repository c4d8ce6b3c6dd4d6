/// What is measured of each patient, in the order of the file.
///
/// The nuclei of the cells in an image were measured. For each measure there is the mean over the
/// nuclei, its standard error, and the mean of the three largest values.
public enum RegistryColumns {
    /// The columns' names, as scikit-learn gives them.
    public static let names: [String] = [
        "mean radius", "mean texture", "mean perimeter", "mean area", "mean smoothness",
        "mean compactness", "mean concavity", "mean concave points", "mean symmetry",
        "mean fractal dimension",
        "radius error", "texture error", "perimeter error", "area error", "smoothness error",
        "compactness error", "concavity error", "concave points error", "symmetry error",
        "fractal dimension error",
        "worst radius", "worst texture", "worst perimeter", "worst area", "worst smoothness",
        "worst compactness", "worst concavity", "worst concave points", "worst symmetry",
        "worst fractal dimension",
    ]
}
