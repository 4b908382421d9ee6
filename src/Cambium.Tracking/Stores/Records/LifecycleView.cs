namespace Cambium.Tracking;

/// <summary>Which of the deleted and not deleted are meant.</summary>
enum LifecycleView
{
    /// <summary>Those that are not deleted.</summary>
    Active,

    /// <summary>Those that are deleted, and can be restored.</summary>
    Deleted,

    /// <summary>Both.</summary>
    All,
}
