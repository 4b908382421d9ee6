namespace Cambium.Learn;

/// <summary>What <see cref="TargetEncode"/> takes the target for.</summary>
public enum TargetReading
{
    /// <summary>Numbers where it holds numbers, else classes.</summary>
    Automatic,

    /// <summary>Numbers to average.</summary>
    Numbers,

    /// <summary>Classes, of which each but the first of two gives a share.</summary>
    Classes,
}
