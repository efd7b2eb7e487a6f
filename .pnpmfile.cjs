// Changes what packages ask for before they are installed.
module.exports = {
  hooks: {
    readPackage(manifest) {
      // We serve its bundle for browsers, which has everything inside: what it is built from need not come along, nor
      // does it matter which Node that wants.
      if (manifest.name === '@scalar/api-reference') {
        manifest.dependencies = {};
        delete manifest.engines;
      }
      return manifest;
    },
  },
};
