[assembly: AssemblyFixture(typeof(Cambium.Server.Tests.RunningServer))]
