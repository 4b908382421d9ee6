namespace Cambium.Cli;

/// <summary>What is asked of a learner.</summary>
enum LearningTask
{
    /// <summary>To tell classes apart.</summary>
    Classification,

    /// <summary>To predict a number.</summary>
    Regression,
}
