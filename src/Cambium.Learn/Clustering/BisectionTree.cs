namespace Cambium.Learn;

/// <summary>The partings of <see cref="BisectingKMeans"/>, the first one first.</summary>
/// <param name="Children">Two numbers a parting: of a later parting, or −1 − c for the cluster c.</param>
/// <param name="Centres">2 × p a parting, row-major: the means of both parts; where there is no parting, the mean of all rows.</param>
/// <param name="Inertia">Σ w ‖x − c‖² over the training rows, c the mean of the row's cluster.</param>
sealed record BisectionTree(int[] Children, double[] Centres, double Inertia);
