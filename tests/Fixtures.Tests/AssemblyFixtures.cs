using System.Runtime.Versioning;
using GlobusCompute.Remote.TestFixtures;
using Xunit;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

// The private node and the process table are those of Linux.
[assembly: SupportedOSPlatform("linux")]
