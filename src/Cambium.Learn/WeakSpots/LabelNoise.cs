namespace Cambium.Learn;

/// <summary>How often the rows of a class are probably labelled wrongly.</summary>
/// <param name="Class">The class.</param>
/// <param name="Rows">The rows labelled so.</param>
/// <param name="Threshold">Their mean probability of being so: from it on a row is taken for one of the class. NaN where no row is labelled so.</param>
/// <param name="Wrong">The estimated share of the rows labelled so that are truly of another class. NaN where no row is labelled so.</param>
/// <param name="Missed">The estimated share of the rows truly of the class that are labelled otherwise. NaN where none is taken for it.</param>
public sealed record LabelNoise(string Class, int Rows, double Threshold, double Wrong, double Missed);
