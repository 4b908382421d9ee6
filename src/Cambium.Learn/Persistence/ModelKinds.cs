using System.Text.Json.Serialization.Metadata;

namespace Cambium.Learn;

/// <summary>
/// The closed list of what a saved model or a command line may name. A new learner or step is one line here; the JSON of recipes,
/// the catalog and the loading of models all go by this list, and refuse what is not on it.
/// </summary>
static class ModelKinds
{
    /// <summary>Learners that stand alone.</summary>
    internal static IReadOnlyList<LearnerKind> Learners { get; } =
    [
        // Linear
        LearnerKind.Of<LinearRegression>("linear-regression", LinearRegressionModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<Ridge>("ridge", RidgeModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<Lasso>("lasso", LassoModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<ElasticNet>("elastic-net", ElasticNetModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<PoissonRegression>("poisson-regression", PoissonRegressionModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<GammaRegression>("gamma-regression", GammaRegressionModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<TweedieRegression>("tweedie-regression", TweedieRegressionModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<HuberRegression>("huber-regression", HuberRegressionModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<QuantileRegression>("quantile-regression", QuantileRegressionModel.Read),
        LearnerKind.Of<LogisticRegression>("logistic-regression", LogisticRegressionModel.Read) with { ReadsSparse = true },

        // Trees
        LearnerKind.Of<BoostedTreesClassifier>("boosted-trees-classifier", BoostedTreesClassifierModel.Read, TableWants.Nothing) with { ReadsSparse = true },
        LearnerKind.Of<BoostedTreesRegressor>("boosted-trees-regressor", BoostedTreesRegressorModel.Read, TableWants.Nothing) with { ReadsSparse = true },
        LearnerKind.Of<BoostedTreesRanker>("boosted-trees-ranker", BoostedTreesRankerModel.Read, TableWants.Nothing) with { ReadsSparse = true },

        // Forests
        LearnerKind.Of<AdaBoostClassifier>("ada-boost-classifier", AdaBoostClassifierModel.Read, TableWants.Nothing),
        LearnerKind.Of<AdaBoostRegressor>("ada-boost-regressor", AdaBoostRegressorModel.Read, TableWants.Nothing),
        LearnerKind.Of<DecisionTreeClassifier>("decision-tree-classifier", DecisionTreeClassifierModel.Read, TableWants.Nothing),
        LearnerKind.Of<DecisionTreeRegressor>("decision-tree-regressor", DecisionTreeRegressorModel.Read, TableWants.Nothing),
        LearnerKind.Of<RandomForestClassifier>("random-forest-classifier", RandomForestClassifierModel.Read, TableWants.Nothing),
        LearnerKind.Of<RandomForestRegressor>("random-forest-regressor", RandomForestRegressorModel.Read, TableWants.Nothing),
        LearnerKind.Of<ExtraTreesClassifier>("extra-trees-classifier", ExtraTreesClassifierModel.Read, TableWants.Nothing),
        LearnerKind.Of<ExtraTreesRegressor>("extra-trees-regressor", ExtraTreesRegressorModel.Read, TableWants.Nothing),
        LearnerKind.Of<IsolationForest>("isolation-forest", IsolationForestModel.Read, TableWants.Nothing),

        // Margin
        LearnerKind.Of<LinearSvm>("linear-svm", LinearSvmModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<LinearSvmRegressor>("linear-svm-regressor", LinearSvmRegressorModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<SgdClassifier>("sgd-classifier", SgdClassifierModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<SgdRegressor>("sgd-regressor", SgdRegressorModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<Perceptron>("perceptron", PerceptronModel.Read) with { ReadsSparse = true },

        // Kernel SVM
        LearnerKind.Of<SupportVectorClassifier>("support-vector-classifier", SupportVectorClassifierModel.Read),
        LearnerKind.Of<SupportVectorRegressor>("support-vector-regressor", SupportVectorRegressorModel.Read),
        LearnerKind.Of<OneClassSvm>("one-class-svm", OneClassSvmModel.Read),

        // Neighbours
        LearnerKind.Of<KNearestClassifier>("k-nearest-classifier", KNearestClassifierModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<KNearestRegressor>("k-nearest-regressor", KNearestRegressorModel.Read) with { ReadsSparse = true },
        LearnerKind.Of<LocalOutlierFactor>("local-outlier-factor", LocalOutlierFactorModel.Read),

        // Bayes
        LearnerKind.Of<GaussianNaiveBayes>("gaussian-naive-bayes", GaussianNaiveBayesModel.Read, TableWants.Numbers) with { ReadsSparse = true },
        LearnerKind.Of<MultinomialNaiveBayes>("multinomial-naive-bayes", MultinomialNaiveBayesModel.Read, TableWants.Numbers) with { ReadsSparse = true },
        LearnerKind.Of<ComplementNaiveBayes>("complement-naive-bayes", ComplementNaiveBayesModel.Read, TableWants.Numbers) with { ReadsSparse = true },
        LearnerKind.Of<BernoulliNaiveBayes>("bernoulli-naive-bayes", BernoulliNaiveBayesModel.Read, TableWants.Numbers) with { ReadsSparse = true },

        // Discriminant
        LearnerKind.Of<LinearDiscriminant>("linear-discriminant", LinearDiscriminantModel.Read, TableWants.Numbers),
        LearnerKind.Of<QuadraticDiscriminant>("quadratic-discriminant", QuadraticDiscriminantModel.Read, TableWants.Numbers),

        // Clustering
        LearnerKind.Of<KMeans>("k-means", KMeansModel.Read),
        LearnerKind.Of<MiniBatchKMeans>("mini-batch-k-means", KMeansModel.Read),
        LearnerKind.Of<BisectingKMeans>("bisecting-k-means", BisectingKMeansModel.Read),
        LearnerKind.Of<GaussianMixture>("gaussian-mixture", GaussianMixtureModel.Read),
        LearnerKind.Of<AgglomerativeClustering>("agglomerative-clustering", AgglomerativeClusteringModel.Read),

        // Density
        LearnerKind.Of<Dbscan>("dbscan", DbscanModel.Read),
        LearnerKind.Of<Hdbscan>("hdbscan", HdbscanModel.Read),

        // Composition
        LearnerKind.Of<VotingClassifier>("voting-classifier", VotingClassifierModel.Read),
        LearnerKind.Of<VotingRegressor>("voting-regressor", VotingRegressorModel.Read),
        LearnerKind.Of<StackingClassifier>("stacking-classifier", StackingClassifierModel.Read),
        LearnerKind.Of<StackingRegressor>("stacking-regressor", StackingRegressorModel.Read),
        LearnerKind.Of<BaggingClassifier>("bagging-classifier", BaggingClassifierModel.Read),
        LearnerKind.Of<BaggingRegressor>("bagging-regressor", BaggingRegressorModel.Read),
        LearnerKind.Of<CalibratedClassifier>("calibrated-classifier", CalibratedClassifierModel.Read),
        LearnerKind.Of<ThresholdClassifier>("threshold-classifier", ThresholdClassifierModel.Read),
        LearnerKind.Of<CostSensitiveClassifier>("cost-sensitive-classifier", CostSensitiveClassifierModel.Read),
        LearnerKind.Of<OneVersusRest>("one-versus-rest", OneVersusRestModel.Read),
        LearnerKind.Of<OneVersusOne>("one-versus-one", OneVersusOneModel.Read),

        // Conformal
        LearnerKind.Of<ConformalClassifier>("conformal-classifier", ConformalClassifierModel.Read),
        LearnerKind.Of<ConformalRegressor>("conformal-regressor", ConformalRegressorModel.Read),
        // Fairness
        LearnerKind.Of<ExponentiatedGradient>("exponentiated-gradient", ExponentiatedGradientModel.Read),
        LearnerKind.Of<FairGridSearch>("fair-grid-search", FairGridSearchModel.Read),
        LearnerKind.Of<GroupThresholdClassifier>("group-threshold-classifier", GroupThresholdClassifierModel.Read),
        LearnerKind.Of<RejectOptionClassifier>("reject-option-classifier", RejectOptionClassifierModel.Read),

        // Baseline
        LearnerKind.Of<PriorClassifier>("prior-classifier", PriorClassifierModel.Read, TableWants.Nothing),
        LearnerKind.Of<MeanRegressor>("mean-regressor", MeanRegressorModel.Read, TableWants.Nothing),
    ];

    /// <summary>The recipes that read sparse columns, by name.</summary>
    internal static IEnumerable<string> SparseReaders => Learners.Where(kind => kind.ReadsSparse).Select(kind => kind.RecipeType.Name);

    /// <summary>Steps followed by a learner.</summary>
    internal static IReadOnlyList<LearnerKind> Pipelines { get; } =
    [
        LearnerKind.Of<ClassifierPipeline>("classifier-pipeline", ClassifierPipelineModel.Read),
        LearnerKind.Of<RegressorPipeline>("regressor-pipeline", RegressorPipelineModel.Read),
        LearnerKind.Of<ClustererPipeline>("clusterer-pipeline", ClustererPipelineModel.Read),
        LearnerKind.Of<OutlierDetectorPipeline>("outlier-detector-pipeline", OutlierDetectorPipelineModel.Read),
    ];

    /// <summary>Steps.</summary>
    internal static IReadOnlyList<StepKind> Steps { get; } =
    [
        // Imputing
        StepKind.Of<Impute>("impute", ImputeModel.Read),
        StepKind.Of<KNearestImpute>("k-nearest-impute", KNearestImputeModel.Read),
        StepKind.Of<IterativeImpute>("iterative-impute", IterativeImputeModel.Read),

        // Scaling
        StepKind.Of<Standardize>("standardize", StandardizeModel.Read),
        StepKind.Of<MinMaxScale>("min-max-scale", MinMaxScaleModel.Read),
        StepKind.Of<MaxAbsScale>("max-abs-scale", MaxAbsScaleModel.Read),
        StepKind.Of<RobustScale>("robust-scale", RobustScaleModel.Read),
        StepKind.Of<QuantileTransform>("quantile-transform", QuantileTransformModel.Read),
        StepKind.Of<PowerTransform>("power-transform", PowerTransformModel.Read),
        StepKind.Of<NormalizeRows>("normalize-rows", NormalizeRowsModel.Read),
        StepKind.Of<ClipOutliers>("clip-outliers", ClipOutliersModel.Read),
        StepKind.Of<FlagOutliers>("flag-outliers", FlagOutliersModel.Read),

        // Encoding
        StepKind.Of<OneHot>("one-hot", OneHotModel.Read),
        StepKind.Of<OrdinalEncode>("ordinal-encode", OrdinalEncodeModel.Read),
        StepKind.Of<TargetEncode>("target-encode", TargetEncodeModel.Read),
        StepKind.Of<WeightOfEvidence>("weight-of-evidence", WeightOfEvidenceModel.Read),
        StepKind.Of<FrequencyEncode>("frequency-encode", FrequencyEncodeModel.Read),
        StepKind.Of<HashEncode>("hash-encode", HashEncodeModel.Read),
        StepKind.Of<BinaryEncode>("binary-encode", BinaryEncodeModel.Read),

        // Balance
        StepKind.Of<WeightClasses>("weight-classes", ResamplerModel.Read),
        StepKind.Of<RandomOversample>("random-oversample", ResamplerModel.Read),
        StepKind.Of<RandomUndersample>("random-undersample", ResamplerModel.Read),
        StepKind.Of<Smote>("smote", ResamplerModel.Read),
        StepKind.Of<Adasyn>("adasyn", ResamplerModel.Read),
        StepKind.Of<RemoveTomekLinks>("remove-tomek-links", ResamplerModel.Read),

        // Fairness
        StepKind.Of<ReweighGroups>("reweigh-groups", ResamplerModel.Read),
        StepKind.Of<ResampleGroups>("resample-groups", ResamplerModel.Read),
        StepKind.Of<RemoveCorrelation>("remove-correlation", RemoveCorrelationModel.Read),

        // Feature selection
        StepKind.Of<DropLowVariance>("drop-low-variance", FeatureSelectionModel.Read),
        StepKind.Of<DropCorrelated>("drop-correlated", FeatureSelectionModel.Read),
        StepKind.Of<SelectByTest>("select-by-test", FeatureSelectionModel.Read),
        StepKind.Of<SelectFromModel>("select-from-model", FeatureSelectionModel.Read),
        StepKind.Of<EliminateRecursively>("eliminate-recursively", FeatureSelectionModel.Read),
        StepKind.Of<Boruta>("boruta", FeatureSelectionModel.Read),

        // Decomposition
        StepKind.Of<Pca>("pca", PcaModel.Read),
        StepKind.Of<TruncatedSvd>("truncated-svd", TruncatedSvdModel.Read),
        StepKind.Of<FastIca>("fast-ica", FastIcaModel.Read),
        StepKind.Of<Nmf>("nmf", NmfModel.Read),

        // Making
        StepKind.Of<Bin>("bin", BinModel.Read),
        StepKind.Of<BinByTarget>("bin-by-target", BinModel.Read),
        StepKind.Of<Polynomial>("polynomial", PolynomialModel.Read),
        StepKind.Of<Spline>("spline", SplineModel.Read),
        StepKind.Of<DateParts>("date-parts", DatePartsModel.Read),
        StepKind.Of<Ratio>("ratio", RatioModel.Read),
        StepKind.Of<Difference>("difference", DifferenceModel.Read),
        StepKind.Of<Interact>("interact", InteractModel.Read),
        StepKind.Of<GroupAggregate>("group-aggregate", GroupAggregateModel.Read),
        StepKind.Of<Lag>("lag", LagModel.Read),
        StepKind.Of<Rolling>("rolling", RollingModel.Read),

        // Text
        StepKind.Of<CountWords>("count-words", CountWordsModel.Read),
        StepKind.Of<TfIdf>("tf-idf", TfIdfModel.Read),
        StepKind.Of<HashWords>("hash-words", HashWordsModel.Read),

        // Embedding
        StepKind.Of<TSne>("t-sne", TSneModel.Read),
        StepKind.Of<Umap>("umap", UmapModel.Read),

        // Choosing
        StepKind.Of<SelectColumns>("select-columns", SelectColumnsModel.Read),
        StepKind.Of<DropColumns>("drop-columns", DropColumnsModel.Read),
        StepKind.Of<RenameColumns>("rename-columns", RenameColumnsModel.Read),

        StepKind.Of<OwnStep>("own-step", OwnStepModel.Read),
        StepKind.Of<Branches>("branches", BranchesModel.Read),
        StepKind.Of<TransformPipeline>("steps", TransformPipelineModel.Read),
    ];

    /// <summary>The kind of a recipe.</summary>
    internal static LearnerKind KindOf(Recipe recipe) =>
        Learners.Concat(Pipelines).First(kind => kind.RecipeType == recipe.GetType());

    /// <summary>The kind of a step.</summary>
    internal static StepKind KindOf(Transform recipe) => Steps.First(kind => kind.RecipeType == recipe.GetType());

    /// <summary>The learner or pipeline of a name, or null where there is none.</summary>
    internal static LearnerKind? Find(string name) => Learners.Concat(Pipelines).FirstOrDefault(kind => kind.Name == name);

    /// <summary>Tells the JSON serializer which recipes there are and how they are named.</summary>
    internal static void AddToJson(JsonTypeInfo type)
    {
        var kinds = Learners.Concat(Pipelines).Select(kind => (kind.RecipeType, kind.Name))
            .Concat(Steps.Select(kind => (kind.RecipeType, kind.Name)))
            .Where(kind => type.Type.IsAbstract && kind.RecipeType.IsAssignableTo(type.Type))
            .ToArray();
        if (kinds.Length == 0 || type.Type == typeof(object))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var (recipeType, name) in kinds)
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(recipeType, name));
        }
    }
}
