namespace Cambium.Cli;

/// <summary>What is asked of a learner.</summary>
enum LearningTask
{
    /// <summary>To tell classes apart.</summary>
    Classification,

    /// <summary>To predict a number.</summary>
    Regression,

    /// <summary>To group rows that are alike.</summary>
    Clustering,

    /// <summary>To tell rows that are unlike the others.</summary>
    OutlierDetection,
}
