namespace Cambium.Learn;

/// <summary>A saved model cannot be read. The message says what was found, what was expected, where, and what to do.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Says what is wrong with the saved model.</summary>
    public ModelFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the saved model, and what made it known.</summary>
    public ModelFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
