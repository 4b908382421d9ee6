using Cambium.Bench;
using Cambium.Learn;

// The folder of the data and the number of the round in, a line of JSON out; one line a work.
var works = new SortedDictionary<string, Func<string, int, string>>(StringComparer.Ordinal)
{
    ["boosted-trees"] = (folder, seed) => BoostedTreesWork.Run("boosted-trees", folder, seed),
    ["boosted-trees-categories"] = (folder, seed) => BoostedTreesWork.Run("boosted-trees-categories", folder, seed),
    ["boosted-trees-classes"] = (folder, seed) => BoostedTreesWork.Run("boosted-trees-classes", folder, seed),
    ["boosted-trees-missing"] = (folder, seed) => BoostedTreesWork.Run("boosted-trees-missing", folder, seed),
    ["boosted-trees-small"] = (folder, seed) => BoostedTreesWork.Run("boosted-trees-small", folder, seed),
    ["cv-pipeline"] = (folder, _) => CvPipelineWork.Run(folder),
    ["dbscan"] = (folder, _) => DbscanWork.Run(folder),
    ["decision-tree"] = (folder, _) => DecisionTreeWork.Run(folder),
    ["group-by"] = (folder, _) => RelationsWork.GroupBy(folder),
    ["hdbscan"] = (folder, _) => HdbscanWork.Run(folder),
    ["join"] = (folder, _) => RelationsWork.Join(folder),
    ["k-means"] = (folder, _) => KMeansWork.Run(folder),
    ["k-nearest"] = (folder, _) => KNearestWork.Run(folder),
    ["k-nearest-impute"] = (folder, _) => PreparationWork.ImputeNearest(folder),
    ["lasso-path"] = (folder, _) => LassoPathWork.Run(folder),
    ["linear-svm-text"] = (folder, _) => LinearSvmTextWork.Run(folder),
    ["logistic-regression"] = (folder, _) => LogisticRegressionWork.Run(folder),
    ["logistic-regression-l1"] = (folder, _) => LogisticRegressionL1Work.Run(folder),
    ["matrix-product-2048-double"] = (folder, _) => MatrixProductWork.Run(folder, 2048, isSingle: false),
    ["matrix-product-2048-single"] = (folder, _) => MatrixProductWork.Run(folder, 2048, isSingle: true),
    ["matrix-product-512-double"] = (folder, _) => MatrixProductWork.Run(folder, 512, isSingle: false),
    ["matrix-product-512-single"] = (folder, _) => MatrixProductWork.Run(folder, 512, isSingle: true),
    ["partial-dependence"] = (folder, _) => PartialDependenceWork.Run(folder),
    ["pca"] = (folder, round) => PcaWork.Run(folder, round, "pca", new Pca()),
    ["pca-randomised"] = (folder, round) => PcaWork.Run(folder, round, "pca-randomised", new Pca { Components = 20, Solver = SvdSolver.Randomised }),
    ["permutation-importance"] = PermutationImportanceWork.Run,
    ["prepare-transform"] = (folder, _) => PreparationWork.Transform(folder),
    ["profile"] = (folder, _) => ProfileWork.Run(folder, "profile", relations: false),
    ["profile-relations"] = (folder, _) => ProfileWork.Run(folder, "profile-relations", relations: true),
    ["random-forest"] = RandomForestWork.Run,
    ["rbf-svm"] = (folder, _) => RbfSvmWork.Run(folder),
    ["read-csv"] = (folder, _) => ReadCsvWork.Run(folder),
    ["read-parquet"] = (folder, _) => ParquetWork.Read(folder),
    ["scan-convert"] = (file, _) => ScanWork.Convert(file),
    ["scan-profile"] = (file, _) => ScanWork.Profile(file),
    ["score-trees"] = (folder, _) => ScoreTreesWork.Run(folder),
    ["smote"] = SmoteWork.Run,
    ["sort"] = (folder, _) => RelationsWork.Sort(folder),
    ["t-sne"] = (folder, _) => TSneWork.Run(folder),
    ["tfidf"] = (folder, _) => TfIdfWork.Run(folder),
    ["tree-shap"] = (folder, _) => TreeShapWork.Run(folder),
    ["tree-shap-interactions"] = (folder, _) => TreeShapWork.RunInteractions(folder),
    ["umap"] = UmapWork.Run,
    ["write-parquet"] = (folder, _) => ParquetWork.Write(folder),
};

if (args is not [var name, var data, var round] || !int.TryParse(round, out var number) || !works.TryGetValue(name, out var work))
{
    Console.Error.WriteLine($"Usage: Cambium.Bench WORK FOLDER ROUND, with WORK one of {string.Join(", ", works.Keys)}.");
    return 2;
}

Console.WriteLine(work(data, number));
return 0;
