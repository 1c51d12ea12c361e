import{isRevocableToken,revokeToken}from"./chunk-NDDSYJGB.js";import"./chunk-7W2DZB4Y.js";import"./chunk-OTUKMGDT.js";import"./chunk-SXQKJU6F.js";export{isRevocableToken,revokeToken};
