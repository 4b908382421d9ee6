using Cambium.Cli;

using var interruption = new Interruption();
return await Tool.RunAsync(args, interruption);
