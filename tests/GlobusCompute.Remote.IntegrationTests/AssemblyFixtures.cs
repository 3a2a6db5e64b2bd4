using GlobusCompute.Remote.TestFixtures;
using Xunit;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]
